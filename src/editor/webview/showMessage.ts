/**
 * Whether a message has a view model to show. The page also receives messages of VS Code itself.
 */
export function isShowMessage<Message extends { readonly kind: 'show' }>(
  message: unknown,
): message is Message {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'show' &&
    'version' in message &&
    typeof message.version === 'number' &&
    'labels' in message &&
    typeof message.labels === 'object'
  );
}
