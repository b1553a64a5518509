import type { CopiedContent } from '../../jobs/copiedContent.js';
import type { ClipboardMessage, ClipboardReport } from '../clipboardMessage.js';

/** Writes the content of a message from the extension, and reports the outcome. Ignores other messages. */
export async function followClipboard(
  message: unknown,
  report: (report: ClipboardReport & { readonly kind: 'clipboard' }) => void,
): Promise<void> {
  if (!isClipboardMessage(message)) return;
  const { content, number } = message;
  const outcome = content === undefined ? 'ready' : (await writeClipboard(content)) ? 'written' : 'failed';
  report({ kind: 'clipboard', number, outcome });
}

function isClipboardMessage(message: unknown): message is ClipboardMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'clipboard' &&
    'number' in message &&
    typeof message.number === 'number' &&
    (!('content' in message) || isContent(message.content))
  );
}

function isContent(content: unknown): content is CopiedContent {
  return (
    typeof content === 'object' &&
    content !== null &&
    'html' in content &&
    typeof content.html === 'string' &&
    'text' in content &&
    typeof content.text === 'string'
  );
}

/**
 * Puts a text on the clipboard, as plain text and as HTML. Resolves to whether the browser allowed it: a page
 * without the focus, for example, may not.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Clipboard/write
 */
async function writeClipboard({ html, text }: CopiedContent): Promise<boolean> {
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
