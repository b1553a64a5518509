import assert from 'node:assert/strict';
import type { ClipboardMessage } from '../../../src/editor/clipboardMessage.js';
import { PageClipboard } from '../../../src/editor/pageClipboard.js';

describe('The clipboard of a page', () => {
  const content = { text: 'text', html: '<p>text</p>' };

  /** The messages to the page and the texts that VS Code writes itself. */
  function clipboard(post: (message: ClipboardMessage) => Promise<boolean>, maxWaitMs?: number) {
    const written: string[] = [];
    const its = new PageClipboard({
      post,
      writeText: async (text) => {
        written.push(text);
      },
      ...(maxWaitMs !== undefined && { maxWaitMs }),
    });
    return { its, written };
  }

  it('is written by the page, and by VS Code only if the page could not', async () => {
    const messages: ClipboardMessage[] = [];
    const { its, written } = clipboard(async (message) => {
      messages.push(message);
      queueMicrotask(() => its.settle({ number: message.number, isWritten: message.number === 1 }));
      return true;
    });
    await its.write(content);
    assert.deepEqual([messages, written], [[{ kind: 'clipboard', number: 1, ...content }], []]);
    await its.write(content);
    assert.deepEqual(written, ['text']);
  });

  it('is written by VS Code if no page receives or answers', async () => {
    const gone = clipboard(async () => false);
    await gone.its.write(content);
    const failed = clipboard(() => Promise.reject(new Error('disposed')));
    await failed.its.write(content);
    const silent = clipboard(async () => true, 1);
    await silent.its.write(content);
    assert.deepEqual([gone.written, failed.written, silent.written], [['text'], ['text'], ['text']]);
  });

  it('ignores the report of an earlier or an unknown copy', async () => {
    const { its, written } = clipboard(async ({ number }) => {
      its.settle({ number: number + 1, isWritten: true });
      its.settle({ number: number - 1, isWritten: true });
      its.settle({ number, isWritten: false });
      return true;
    });
    await its.write(content);
    assert.deepEqual(written, ['text']);
  });
});
