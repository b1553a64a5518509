import * as vscode from 'vscode';
import { visibleLine } from '../jobs/visibleText.js';

/** Options of every quick pick and input box. */
export interface InputOptions {
  /** The title and the placeholder are cut at {@link maxTitleLength} characters. */
  readonly title: string;
  readonly placeholder: string;
  readonly step?: number | undefined;
  readonly totalSteps?: number | undefined;
  /** Whether there is a Back button even though the steps are not counted. */
  readonly canGoBack?: boolean | undefined;
  /**
   * Whether another input usually follows at once. This one then stays until the next one replaces it: VS
   * Code would return the focus to a webview in between, so late that the next input loses it again and
   * closes.
   */
  readonly hasNext?: boolean | undefined;
}

/**
 * What a listener of an input can do: answer, fail, or register disposables that are disposed with the input.
 */
export interface Answering<Answer> {
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
  { hasNext = false }: Pick<InputOptions, 'hasNext'> = {},
): Promise<Answer | undefined> {
  const owned: vscode.Disposable[] = [input];
  try {
    return await new Promise((answer, fail) => {
      owned.push(input.onDidHide(() => answer(undefined)));
      listen({ answer, fail, own: (...more) => owned.push(...more) });
    });
  } finally {
    const inputs = vscode.Disposable.from(...owned);
    if (hasNext) setTimeout(() => inputs.dispose(), nextMs);
    else inputs.dispose();
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

/** How long the next input may take to appear. */
const nextMs = 200;

/** Characters; a longer title or placeholder is cut. */
export const maxTitleLength = 300;
