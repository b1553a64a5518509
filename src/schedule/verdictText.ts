import * as l10n from '@vscode/l10n';
import { hasEnded, type Judgement } from './judgement.js';
import type { ScheduleReport } from './scheduleReport.js';

/** Why it is not known whether a series missed its latest runs. */
export function verdictText(verdict: Exclude<Judgement['verdict'], 'onSchedule' | 'overdue'>): string {
  switch (verdict) {
    case 'ended':
      return l10n.t('Ended: no job for more than three runs');
    case 'replaced':
      return l10n.t('Ended: a rule of the same name makes the jobs now');
    case 'tooFewRuns':
      return l10n.t('Not judged: fewer than three known runs of this version of the plan');
    case 'noSchedule':
      return l10n.t('Not judged: the jobs name no schedule');
    case 'unreadableSchedule':
      return l10n.t('Not judged: the schedule cannot be read');
    case 'incompleteJob':
      return l10n.t('Not judged: a job lacks its date, account or rule');
    case 'missingJobs':
      return l10n.t('Not judged: jobs since its latest one may be missing');
    case 'offSchedule':
      return l10n.t('Not judged: the jobs do not follow the schedule');
  }
}

/**
 * What a report without findings says about missed and overdue runs.
 *
 * @param report undefined if not all jobs of each resource are known
 */
export function noFindingsText(report: ScheduleReport | undefined): string {
  if (report === undefined)
    return l10n.t('Not known: this needs all jobs of each resource, at any time and with any result.');
  const verdicts = new Set(report.series.map(({ judgement }) => judgement.verdict));
  if (!verdicts.has('onSchedule')) return l10n.t('Not known: no schedule can be judged.');
  return [...verdicts].some(hasEnded)
    ? l10n.t('None of the schedules that can be judged. Those that have ended are listed below.')
    : l10n.t('None of the schedules that can be judged.');
}
