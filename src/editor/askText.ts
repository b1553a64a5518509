import * as vscode from 'vscode';
import { promptText } from '../jobs/interpretedText.js';
import { visibleLine } from '../jobs/visibleText.js';
import { answered, type InputOptions, maxTitleLength } from './answered.js';

/** How a box asks for a text. Its own texts may be any: they are made harmless. */
export interface AskTextOptions<Value> extends Pick<InputOptions, 'title' | 'placeholder'> {
  readonly prompt: string;
  /** What the text means; undefined where it means nothing. */
  readonly read: (text: string) => Value | undefined;
  /** What is said of a text that means nothing. */
  readonly complaint: string;
  /** Whether the text is hidden, and the box stays as well. */
  readonly isCode?: boolean;
  /** Whether the box stays while the user looks elsewhere. */
  readonly stays?: boolean;
  /** Accepts the text as Enter does. */
  readonly button?: vscode.QuickInputButton;
  /** The box goes away where it aborts. */
  readonly signal?: AbortSignal;
}

/** What was typed, and whether it was accepted by the button. */
export interface AnsweredText<Value> {
  readonly value: Value;
  readonly isByButton: boolean;
}

/** Asks for a text; undefined where the user goes away. */
export async function askText<Value>(
  options: AskTextOptions<Value>,
): Promise<AnsweredText<Value> | undefined> {
  const { button, complaint, isCode = false, read, signal, stays = isCode } = options;
  const box = vscode.window.createInputBox();
  box.title = visibleLine(options.title, maxTitleLength);
  box.placeholder = visibleLine(options.placeholder, maxTitleLength);
  box.prompt = promptText(options.prompt);
  box.buttons = button === undefined ? [] : [button];
  box.password = isCode;
  box.ignoreFocusOut = stays;
  return answered<AnsweredText<Value>>(box, ({ answer, own }) => {
    const leave = () => answer(undefined);
    const accept = (isByButton: boolean) => {
      const value = read(box.value);
      if (value !== undefined) answer({ value, isByButton });
      else box.validationMessage = promptText(complaint);
    };
    signal?.addEventListener('abort', leave, { once: true });
    own(
      { dispose: () => signal?.removeEventListener('abort', leave) },
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      }),
      box.onDidAccept(() => accept(false)),
      box.onDidTriggerButton(() => accept(true)),
    );
    if (signal?.aborted) leave();
    else box.show();
  });
}
