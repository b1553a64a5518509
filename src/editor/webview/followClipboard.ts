import type { ClipboardMessage, ClipboardReport } from '../clipboardMessage.js';

/** Writes the text of a message from the extension, and reports whether that was possible. Ignores others. */
export async function followClipboard(
  message: unknown,
  report: (report: ClipboardReport & { readonly kind: 'clipboard' }) => void,
): Promise<void> {
  if (!isClipboardMessage(message)) return;
  const { number } = message;
  report({ kind: 'clipboard', number, isWritten: await writeClipboard(message) });
}

function isClipboardMessage(message: unknown): message is ClipboardMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'clipboard' &&
    'html' in message &&
    typeof message.html === 'string' &&
    'text' in message &&
    typeof message.text === 'string' &&
    'number' in message &&
    typeof message.number === 'number'
  );
}

/**
 * Puts a text on the clipboard, as plain text and as HTML. Resolves to whether the browser allowed it: a page
 * without the focus, for example, may not.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Clipboard/write
 */
async function writeClipboard({ html, text }: ClipboardMessage): Promise<boolean> {
  try {
    const blob = (content: string, type: string) => new Blob([content], { type });
    const item = new ClipboardItem({
      'text/plain': blob(text, 'text/plain'),
      'text/html': blob(html, 'text/html'),
    });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return false;
  }
}
