import * as l10n from '@vscode/l10n';
import { pickOne } from '../editor/pickOne.js';
import { groupings } from '../jobs/groupings.js';
import type { ChosenGrouping } from '../tree/chosenGrouping.js';

/** Lets the user choose a grouping. If the argument is the ID of one, chooses that. */
export async function groupBy(argument: unknown, grouping: ChosenGrouping): Promise<void> {
  const named = groupings.find(({ id }) => id === argument);
  if (named !== undefined) return grouping.choose(named.id);
  const choices = groupings.map(({ id, dimensions }) => ({
    label: dimensions.map((dimension) => dimension.title()).join(' › ') || l10n.t('None: one list of jobs'),
    description: id === groupings[0].id ? l10n.t('default') : '',
    value: id,
  }));
  const picked = await pickOne<string>({
    title: l10n.t('Backup Jobs: Group By'),
    placeholder: l10n.t('Select a grouping'),
    choices,
    active: (id) => id === grouping.value.id,
  });
  if (picked !== undefined && picked !== 'back') await grouping.choose(picked.value);
}
