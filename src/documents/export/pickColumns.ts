import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { answered, newPick } from '../../editor/answered.js';
import { csvColumns, usualColumns } from './csvColumns.js';

export interface PickColumnsOptions {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  /** The names of the columns that are checked initially. */
  readonly picked: readonly string[];
}

/**
 * Lets the user check the columns of a CSV file, at least one. Resolves to their names, to undefined if the
 * user cancels, and to `back` for the previous step.
 */
export async function pickColumns(
  options: PickColumnsOptions,
): Promise<readonly string[] | 'back' | undefined> {
  const { picked, ...steps } = options;
  const pick = newPick({ ...steps, placeholder: l10n.t('Select at least one column') });
  const usual: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('discard'),
    tooltip: l10n.t('Check the Usual Columns'),
  };
  pick.canSelectMany = true;
  pick.items = csvColumns().map(({ name }) => ({ label: name, ...notes.get(name)?.() }));
  pick.buttons = [...pick.buttons, usual];
  const check = (names: readonly string[]) => {
    pick.selectedItems = pick.items.filter(({ label }) => names.includes(label));
  };
  check(picked);
  return answered<readonly string[] | 'back'>(pick, ({ answer, own }) => {
    own(
      pick.onDidTriggerButton((button) => (button === usual ? check(usualColumns) : answer('back'))),
      pick.onDidAccept(() => {
        if (pick.selectedItems.length > 0) answer(pick.selectedItems.map(({ label }) => label));
      }),
    );
    pick.show();
  });
}

/** Descriptions of columns whose names do not explain themselves. */
const notes = new Map([
  ['Region', () => ({ description: l10n.t('the region of the job') })],
  ['OtherFields', () => ({ description: l10n.t('fields that are newer than this extension, as JSON') })],
]);
