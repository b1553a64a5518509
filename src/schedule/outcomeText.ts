import * as l10n from '@vscode/l10n';
import type { ResourceOutcomeName, UnknownReason } from './resourceOutcome.js';

/** The title of an outcome. */
export function outcomeTitle(outcome: ResourceOutcomeName): string {
  const titles: Readonly<Record<ResourceOutcomeName, string>> = {
    newlyFailing: l10n.t('Newly failing'),
    stillFailing: l10n.t('Still failing'),
    missed: l10n.t('Missed'),
    overdue: l10n.t('Overdue'),
    withIssues: l10n.t('Completed with issues'),
    unknown: l10n.t('Not known'),
    running: l10n.t('Running'),
    recovered: l10n.t('Recovered'),
    good: l10n.t('Good'),
  };
  return titles[outcome];
}

/** What an outcome means, in a sentence. `hours` is the length of the period that was judged. */
export function outcomeMeaning(outcome: ResourceOutcomeName, hours: number): string {
  const meanings: Readonly<Record<ResourceOutcomeName, string>> = {
    newlyFailing: l10n.t('The latest backup failed, and the first such failure was in the last {hours} h.', {
      hours,
    }),
    stillFailing: l10n.t('The latest backup failed, and an earlier one did so before the last {hours} h.', {
      hours,
    }),
    missed: l10n.t(
      'Runs of backup rules that made no job. A job of a later run showed that in the last {hours} h. They are not counted as jobs, and their resources can have another outcome as well.',
      { hours },
    ),
    overdue: l10n.t(
      'There is no job for the last runs. Whether the resource was removed from its plan is not known.',
    ),
    withIssues: l10n.t('The latest backup completed with issues.'),
    unknown: l10n.t('Neither a good nor a bad outcome is proven.'),
    running: l10n.t('A backup is in progress.'),
    recovered: l10n.t(
      'The latest backup is good, and the first good one after a failure was in the last {hours} h.',
      {
        hours,
      },
    ),
    good: l10n.t('The latest backup of each rule is good.'),
  };
  return meanings[outcome];
}

/** Why an outcome is not known, in a few words. */
export function unknownText(reason: UnknownReason): string {
  const texts: Readonly<Record<UnknownReason, string>> = {
    notRead: l10n.t('not all jobs are known'),
    unclearJob: l10n.t('a job lacks its date, or has a new state'),
    ended: l10n.t('ended: no job for more than three runs'),
    notJudged: l10n.t('no schedule to judge by'),
  };
  return texts[reason];
}
