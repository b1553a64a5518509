import * as vscode from 'vscode';
import { promptText } from '../jobs/interpretedText.js';
import { visibleLine } from '../jobs/visibleText.js';
import { answered, type InputOptions, maxTitleLength } from './answered.js';

/** Options of {@link askText}. All texts may be untrusted: they are escaped. */
export interface AskTextOptions<Value> extends Pick<InputOptions, 'title' | 'placeholder'> {
  readonly prompt: string;
  /** Parses the text; undefined if it is not valid. */
  readonly read: (text: string) => Value | undefined;
  /** The message for a text that is not valid. */
  readonly complaint: string;
  /** Whether the text is hidden. */
  readonly isPassword?: boolean;
  /** Accepts the text as Enter does. */
  readonly button?: vscode.QuickInputButton;
  /** Closes the box when it aborts. */
  readonly signal?: AbortSignal;
}

/** The value that was typed, and whether the button accepted it. */
export interface AnsweredText<Value> {
  readonly value: Value;
  readonly isByButton: boolean;
}

/**
 * Asks for a text; undefined if the user cancels. The box stays open when it loses the focus, because the
 * user may look for the text in another window.
 */
export async function askText<Value>(
  options: AskTextOptions<Value>,
): Promise<AnsweredText<Value> | undefined> {
  const { button, complaint, isPassword = false, read, signal } = options;
  const box = vscode.window.createInputBox();
  box.title = visibleLine(options.title, maxTitleLength);
  box.placeholder = visibleLine(options.placeholder, maxTitleLength);
  box.prompt = promptText(options.prompt);
  box.buttons = button === undefined ? [] : [button];
  box.password = isPassword;
  box.ignoreFocusOut = true;
  return answered<AnsweredText<Value>>(box, ({ answer, own }) => {
    const cancel = () => answer(undefined);
    const accept = (isByButton: boolean) => {
      const value = read(box.value);
      if (value !== undefined) answer({ value, isByButton });
      else box.validationMessage = promptText(complaint);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    own(
      { dispose: () => signal?.removeEventListener('abort', cancel) },
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      }),
      box.onDidAccept(() => accept(false)),
      box.onDidTriggerButton(() => accept(true)),
    );
    if (signal?.aborted) cancel();
    else box.show();
  });
}
