import * as l10n from '@vscode/l10n';
import type { Tone } from '../editor/stateLook.js';
import { recordOf } from '../jobs/attention.js';
import { type BackupJob, type DescribedBackupJob, jobKey } from '../jobs/backupJob.js';
import { agoText } from '../jobs/formats.js';
import { jobTime } from '../jobs/jobFacts.js';
import type { JobListing } from '../jobs/jobReader.js';
import { isBad, isInProgress } from '../jobs/jobStates.js';
import { nightOf, nightsBetween } from '../jobs/nights.js';
import { oldestFirst, type Streak } from '../jobs/relatedJobs.js';
import { visibleLine } from '../jobs/visibleText.js';
import { withoutParts } from '../jobs/withoutNested.js';
import type { FormatContext } from './formatContext.js';
import { isCompleteToday } from './isCompleteToday.js';
import { shortDay } from './shortDay.js';

/** One line on how the backups of a resource have gone lately, and the plan of the job. */
export interface ResourceStory {
  /** "Failed 5 nights in a row since Nov 24 · last good backup 5 d ago · plan prod-daily" */
  readonly text: string;
  /** Absent while only the plan is known. */
  readonly tone?: Tone;
}

/**
 * The story of the resource of a job; undefined if there is nothing to say.
 *
 * @param listing the jobs of the resource. There is no claim about them unless it is complete, of today,
 *   and contains the job: otherwise a later job may have changed everything.
 */
export function resourceStory(
  job: DescribedBackupJob,
  listing: JobListing | undefined,
  context: FormatContext,
): ResourceStory | undefined {
  const record =
    listing && isCompleteToday(listing, context.now) ? recordStory(job, listing.jobs, context) : undefined;
  const plan = job.CreatedBy?.BackupPlanName;
  const parts = [
    ...(record?.parts ?? []),
    plan && l10n.t('plan {name}', { name: visibleLine(plan, 100) }),
  ].filter(Boolean);
  if (parts.length === 0) return undefined;
  return { text: parts.join(' · '), ...(record && { tone: record.tone }) };
}

function recordStory(
  job: DescribedBackupJob,
  listed: readonly BackupJob[],
  context: FormatContext,
): { readonly parts: readonly string[]; readonly tone: Tone } | undefined {
  const key = jobKey(job);
  // The panel may know a newer version of its job.
  const known = listed.map((one) => (jobKey(one) === key ? job : one));
  if (!known.includes(job)) return undefined;
  const jobs = withoutParts(known);
  // The place of a job without a creation date is not known.
  if (jobs.some((one) => !isInProgress(one) && !Number.isFinite(one.CreationDate?.getTime())))
    return undefined;
  const { accepted } = context;
  const { lastGood, streak } = recordOf(jobs, accepted?.judge);
  if (streak === undefined) return undefined;
  const run = oldestFirst(jobs)
    .filter((one) => !isInProgress(one))
    .slice(-streak.length);
  const isKnown = !streak.isGood && run.every((one) => accepted?.issueOf(one));
  const text = streak.isGood
    ? goodText(streak, context)
    : failingText(streak, run, lastGood !== undefined, context);
  return {
    parts: [
      run.includes(job) ? text : l10n.t('Latest jobs: {story}', { story: text }),
      ...(isKnown ? [l10n.t('known issue')] : []),
      ...(streak.isGood ? [] : [lastGoodText(lastGood, context)]),
    ],
    tone: streak.isGood ? 'good' : !isKnown && run.some(isBad) ? 'bad' : 'warning',
  };
}

function goodText({ length, since }: Streak, { locale }: FormatContext): string {
  const day = shortDay(locale).format(since);
  return length === 1
    ? l10n.t('1 good backup, on {day}', { day })
    : l10n.t('{count} good backups in a row since {day}', { count: length, day });
}

/** AWS Backup lists 30 days. If no good backup is among them, the streak may have begun earlier. */
function failingText(
  streak: Streak,
  run: readonly BackupJob[],
  hasStart: boolean,
  { locale }: FormatContext,
): string {
  const day = shortDay(locale).format(streak.since);
  const outcome = outcomeText(run);
  if (streak.length === 1) return l10n.t('{outcome} on {day}', { outcome, day });
  const names = {
    outcome,
    count: streak.length,
    since: hasStart ? l10n.t('since {day}', { day }) : l10n.t('since {day} or earlier', { day }),
  };
  return isNightly(streak, run)
    ? l10n.t('{outcome} {count} nights in a row {since}', names)
    : l10n.t('{outcome} {count} times in a row {since}', names);
}

/** What is true of every job that was not good. */
function outcomeText(run: readonly BackupJob[]): string {
  if (run.every(({ State }) => State === 'FAILED')) return l10n.t('Failed');
  return run.every(isBad) ? l10n.t('No complete backup') : l10n.t('No good backup');
}

/** Whether there was one job in each night, and no night without one. */
function isNightly({ length, nights, since }: Streak, run: readonly BackupJob[]): boolean {
  const [first, last] = [nightOf(since), nightOf(run.at(-1)?.CreationDate)];
  if (first === undefined || last === undefined || nights !== length) return false;
  return nightsBetween(first, last) === length - 1;
}

function lastGoodText(good: BackupJob | undefined, { now }: FormatContext): string {
  const time = good && jobTime(good);
  if (time !== undefined) return l10n.t('last good backup {ago}', { ago: agoText(time, now) });
  return good === undefined
    ? l10n.t('no good backup in the last 30 days')
    : l10n.t('last good backup at an unknown time');
}
