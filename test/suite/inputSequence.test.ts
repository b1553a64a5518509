import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answered } from '../../src/editor/answered.js';
import { InputSequence } from '../../src/editor/inputSequence.js';

describe('A sequence of inputs', () => {
  it('replaces an answered input when the next one is shown, however late, and the last one at its end', async () => {
    const sequence = new InputSequence();
    const done: string[] = [];
    const ask = (title: string) => {
      const box = vscode.window.createInputBox();
      box.show = () => void done.push(`show ${title}`);
      box.dispose = () => void done.push(`dispose ${title}`);
      return answered<string>(
        box,
        ({ answer, show }) => {
          show();
          answer(title);
        },
        { sequence },
      );
    };
    assert.equal(await ask('first'), 'first');
    assert.deepEqual(done, ['show first']);
    assert.equal(await ask('second'), 'second');
    assert.deepEqual(done.splice(0), ['show first', 'show second', 'dispose first']);
    sequence.dispose();
    assert.deepEqual(done, ['dispose second']);
  });
});
