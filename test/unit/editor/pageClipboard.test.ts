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
      const { number } = message;
      const outcome = message.content === undefined ? 'ready' : number === 1 ? 'written' : 'failed';
      queueMicrotask(() => its.settle({ number, outcome }));
      return true;
    });
    await its.write(content);
    const first = { kind: 'clipboard', number: 1 };
    assert.deepEqual([messages, written], [[first, { ...first, content }], []]);
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

  it('is not given to a page that is ready only after VS Code has written it', async () => {
    const messages: ClipboardMessage[] = [];
    const { its, written } = clipboard(async (message) => messages.push(message) > 0, 1);
    await its.write(content);
    its.settle({ number: 1, outcome: 'ready' });
    assert.deepEqual([messages, written], [[{ kind: 'clipboard', number: 1 }], ['text']]);
  });

  it('ignores the report of an earlier or an unknown copy', async () => {
    const { its, written } = clipboard(async ({ number }) => {
      its.settle({ number: number + 1, outcome: 'written' });
      its.settle({ number: number - 1, outcome: 'written' });
      its.settle({ number, outcome: 'failed' });
      return true;
    });
    await its.write(content);
    assert.deepEqual(written, ['text']);
  });
});
