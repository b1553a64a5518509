/** Whether a message is a view model to show. The frame also receives messages of VS Code itself. */
export function isToShow(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'show' &&
    'turn' in message &&
    typeof message.turn === 'number' &&
    'labels' in message &&
    typeof message.labels === 'object'
  );
}
