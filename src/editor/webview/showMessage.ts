/** Whether a message from the extension is one to show. The frame hears messages of the editor's own too. */
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
