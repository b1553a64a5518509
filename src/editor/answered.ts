import * as vscode from 'vscode';
import { visibleLine } from '../jobs/visibleText.js';
import type { InputSequence } from './inputSequence.js';

/** Options of every quick pick and input box. */
export interface InputOptions {
  /** The title and the placeholder are cut at {@link maxTitleLength} characters. */
  readonly title: string;
  readonly placeholder: string;
  readonly step?: number | undefined;
  readonly totalSteps?: number | undefined;
  /** Whether there is a Back button even though the steps are not counted. */
  readonly canGoBack?: boolean | undefined;
  /** The inputs that this one belongs to, if others follow it at once. */
  readonly sequence?: InputSequence | undefined;
}

/**
 * What a listener of an input can do: answer, fail, or register disposables that are disposed with the input.
 */
export interface Answering<Answer> {
  /** Shows the input, in place of the previous one of its sequence. */
  readonly show: () => void;
  readonly answer: (answer: Answer | undefined) => void;
  readonly fail: (error: unknown) => void;
  readonly own: (...owned: readonly vscode.Disposable[]) => void;
}

/**
 * Resolves to the answer that `listen` gives, or to undefined if the user closes the input; rejects if
 * `listen` fails. The input is then disposed.
 */
export async function answered<Answer>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  listen: (answering: Answering<Answer>) => void,
  { sequence }: Pick<InputOptions, 'sequence'> = {},
): Promise<Answer | undefined> {
  const owned: vscode.Disposable[] = [input];
  const show = () => {
    input.show();
    sequence?.dispose();
  };
  try {
    return await new Promise((answer, fail) => {
      owned.push(input.onDidHide(() => answer(undefined)));
      listen({ answer, fail, show, own: (...more) => owned.push(...more) });
    });
  } finally {
    const inputs = vscode.Disposable.from(...owned);
    if (sequence === undefined) inputs.dispose();
    else sequence.keep(inputs);
  }
}

/** Creates a quick pick with a title and steps, and a Back button if there is an earlier step. */
export function newPick<Item extends vscode.QuickPickItem>(options: InputOptions): vscode.QuickPick<Item> {
  const { canGoBack, placeholder, step, title, totalSteps } = options;
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = visibleLine(title, maxTitleLength);
  pick.placeholder = visibleLine(placeholder, maxTitleLength);
  pick.matchOnDescription = true;
  pick.step = step;
  pick.totalSteps = totalSteps;
  if (canGoBack || (step ?? 1) > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  return pick;
}

/** Characters; a longer title or placeholder is cut. */
export const maxTitleLength = 300;
