import * as vscode from 'vscode';

/** What can be picked: a value and how it reads. */
export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

/** How a pick looks and behaves. */
export interface PickOptions<Value> {
  readonly title: string;
  readonly placeholder: string;
  /** The choices, or where they come from: the list shows that it is busy until they are there. */
  readonly choices: readonly Choice<Value>[] | Promise<readonly Choice<Value>[]>;
  /** Makes a choice of what was typed, where typed text is a choice too. */
  readonly typed?: (text: string) => Choice<Value> | undefined;
  /** The value that is set now. */
  readonly active?: (value: Value) => boolean;
  readonly step?: number;
  readonly totalSteps?: number;
}

/**
 * Lets the user pick one of several choices, or type one where typed text counts. Resolves to undefined
 * when the user goes away, and to `back` when the user asks for the step before. Rejects where the choices do.
 */
export async function pickOne<Value>(
  options: PickOptions<Value>,
): Promise<Choice<Value> | 'back' | undefined> {
  const pick = vscode.window.createQuickPick<Choice<Value>>();
  const owned: vscode.Disposable[] = [pick];
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  if (options.step !== undefined) {
    pick.step = options.step;
    pick.totalSteps = options.totalSteps;
    if (options.step > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  }
  try {
    return await new Promise((resolve, reject) => {
      let choices: readonly Choice<Value>[] = [];
      const show = () => {
        const typed = pick.value.trim() === '' ? undefined : options.typed?.(pick.value.trim());
        const isNew = typed !== undefined && !choices.some((choice) => choice.label === typed.label);
        pick.items = isNew ? [...choices, { ...typed, alwaysShow: true }] : choices;
      };
      owned.push(
        pick.onDidChangeValue(show),
        pick.onDidTriggerButton(() => resolve('back')),
        pick.onDidHide(() => resolve(undefined)),
        pick.onDidAccept(() => {
          const [chosen] = pick.selectedItems;
          if (chosen !== undefined) resolve(chosen);
        }),
      );
      pick.busy = true;
      Promise.resolve(options.choices).then((given) => {
        choices = given;
        pick.busy = false;
        show();
        const active = given.filter((choice) => options.active?.(choice.value));
        if (active.length > 0) pick.activeItems = active;
      }, reject);
      pick.show();
    });
  } finally {
    vscode.Disposable.from(...owned).dispose();
  }
}
