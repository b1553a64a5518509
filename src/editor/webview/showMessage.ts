/**
 * Whether a message from the extension is the one that a page shows. VS Code also sends messages of its own
 * to the frame.
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
