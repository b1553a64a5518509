import * as vscode from 'vscode';
import { visibleLine } from '../jobs/visibleText.js';

/** What every pick and box has. */
export interface InputOptions {
  /** Longer than {@link maxTitleLength}, it is cut; so is the placeholder. */
  readonly title: string;
  readonly placeholder: string;
  readonly step?: number | undefined;
  readonly totalSteps?: number | undefined;
  /** Whether there is a way back where the steps are not counted. */
  readonly canGoBack?: boolean | undefined;
}

/** What listens to an input: it gives the answer, fails, or owns what is disposed of with the input. */
export interface Answering<Answer> {
  readonly answer: (answer: Answer | undefined) => void;
  readonly fail: (error: unknown) => void;
  readonly own: (...owned: readonly vscode.Disposable[]) => void;
}

/**
 * Resolves to what `listen` answers, or to undefined when the user goes away; rejects where it fails. The
 * input is disposed of then.
 */
export async function answered<Answer>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  listen: (answering: Answering<Answer>) => void,
): Promise<Answer | undefined> {
  const owned: vscode.Disposable[] = [input];
  try {
    return await new Promise((answer, fail) => {
      owned.push(input.onDidHide(() => answer(undefined)));
      listen({ answer, fail, own: (...more) => owned.push(...more) });
    });
  } finally {
    vscode.Disposable.from(...owned).dispose();
  }
}

/** A pick with its title and its steps, and a Back button where there is a step before. */
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

/** A longer title or placeholder is cut. */
export const maxTitleLength = 300;
