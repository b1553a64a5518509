/** Replaces the progress text of the page. */
export interface ProgressMessage {
  readonly kind: 'progress';
  readonly progress: string;
}

/** Whether a message from the extension is a progress message. */
export function isProgressMessage(message: unknown): message is ProgressMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'progress' &&
    'progress' in message &&
    typeof message.progress === 'string'
  );
}
