import * as l10n from '@vscode/l10n';
import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import { jobKey } from '../jobs/backupJob.js';
import { agoText, countText, localTimeText } from '../jobs/formats.js';
import { attentionReason, jobTime, jobTitle } from '../jobs/jobFacts.js';
import { jobDays, lastGoodBackup, latestStreak, oldestFirst } from '../jobs/jobFamily.js';
import type { JobListing } from '../jobs/jobReader.js';
import { displayState, stateRank } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type DisplayState, displayStateOf } from './displayState.js';
import type { Family } from './family.js';
import type { FormatContext } from './formatContext.js';

/** The related jobs of a job, as texts. */
export interface FamilyViewModel {
  readonly groups: readonly RelativeGroup[];
  readonly resource?: ResourceViewModel;
}

/** Parent, siblings or children. */
export interface RelativeGroup {
  readonly title: string;
  /** How many there are, in which states. */
  readonly summary: string;
  readonly jobs: readonly Relative[];
}

/** A job that a click leads to. */
export interface Relative {
  /** Absent where AWS gave it none: nothing leads to it. */
  readonly id?: string;
  readonly title: string;
  readonly state: DisplayState;
  readonly summary: string;
  /** Whether it is the job that is shown. */
  readonly isThis: boolean;
}

/** What became of the backups of the same resource. */
export interface ResourceViewModel {
  /** "Failed 5 times in a row, since Nov 19" */
  readonly streak?: string;
  readonly isGood: boolean;
  /** "Last good backup: 6 d ago" or that there is none. */
  readonly lastGood: string;
  readonly lastGoodId?: string;
  readonly days: readonly StripDay[];
  /** That more jobs are there than were read. */
  readonly isPartial?: string;
}

/** A day of the strip. */
export interface StripDay {
  readonly title: string;
  /** Whether it begins a week. */
  readonly startsWeek: boolean;
  readonly jobs: readonly StripJob[];
  /** How many more jobs the day has than are drawn: "+18". */
  readonly more?: string;
}

/** A job on the strip. */
export interface StripJob {
  readonly id?: string;
  readonly title: string;
  readonly state: DisplayState;
  readonly isThis: boolean;
}

/** The relatives of a job in words. */
export function familyViewModel(
  job: DescribedBackupJob,
  family: Family,
  context: FormatContext,
): FamilyViewModel {
  const groups: RelativeGroup[] = [];
  if (family.parent !== undefined)
    groups.push({ title: l10n.t('Parent'), summary: '', jobs: [relativeOf(family.parent, job, context)] });
  const children = groupOf(l10n.t('Nested jobs'), family.children, job, context);
  const siblings = groupOf(l10n.t('Jobs of the same parent'), family.siblings, job, context);
  for (const group of [siblings, children]) if (group !== undefined) groups.push(group);
  const resource = family.resource && resourceViewModel(family.resource, job, context);
  return { groups, ...(resource && { resource }) };
}

/** The ids to which a view model of the family leads. */
export function relativeIds(family: Family): ReadonlySet<string> {
  const { children, parent, resource, siblings } = family;
  const jobs = [
    parent ? [parent] : [],
    children?.jobs ?? [],
    resource?.jobs ?? [],
    siblings?.jobs ?? [],
  ].flat();
  return new Set(jobs.flatMap(({ BackupJobId }) => BackupJobId ?? []));
}

function groupOf(
  title: string,
  listing: JobListing | undefined,
  job: DescribedBackupJob,
  context: FormatContext,
): RelativeGroup | undefined {
  if (listing === undefined || listing.jobs.length === 0) return undefined;
  const jobs = [...listing.jobs].sort((one, other) => rank(one) - rank(other));
  return {
    title,
    summary: summaryOf(listing, context),
    jobs: jobs.map((one) => relativeOf(one, job, context)),
  };
}

/** "6+: 1 Failed, 5 Completed" */
function summaryOf({ isComplete, jobs }: JobListing, { locale }: FormatContext): string {
  const counts = new Map<string | undefined, number>();
  for (const job of [...jobs].sort((one, other) => rank(one) - rank(other)))
    counts.set(displayState(job), (counts.get(displayState(job)) ?? 0) + 1);
  const parts = [...counts].map(([state, count]) =>
    l10n.t('{count} {state}', { count, state: stateTitle(state).toLocaleLowerCase(locale) }),
  );
  const total = countText({ known: jobs.length, isExact: isComplete }, locale);
  return l10n.t('{total}: {states}', { total, states: parts.join(', ') });
}

function relativeOf(job: BackupJob, shown: DescribedBackupJob, context: FormatContext): Relative {
  const { now } = context;
  const time = jobTime(job);
  const reason = attentionReason(job);
  return {
    ...(job.BackupJobId && { id: job.BackupJobId }),
    title: visibleLine(jobTitle(job), 100) || l10n.t('Unnamed job'),
    state: displayStateOf(job),
    summary: [
      job.ResourceType && visibleLine(job.ResourceType, 40),
      time && agoText(time, now),
      reason && visibleLine(reason, 160),
    ]
      .filter(Boolean)
      .join(' · '),
    isThis: jobKey(job) === jobKey(shown),
  };
}

function resourceViewModel(
  listing: JobListing,
  job: DescribedBackupJob,
  context: FormatContext,
): ResourceViewModel {
  const { locale, now } = context;
  const streak = latestStreak(listing.jobs);
  const good = lastGoodBackup(listing.jobs);
  const goodTime = good && jobTime(good);
  return {
    ...(streak && { streak: streakText(streak.length, streak.isGood, streak.since, context) }),
    isGood: streak?.isGood ?? true,
    lastGood: goodText(goodTime, listing.isComplete, context),
    ...(good?.BackupJobId && { lastGoodId: good.BackupJobId }),
    days: jobDays(listing.jobs, now).map(({ day, jobs }) => stripDay(day, jobs, job, context)),
    ...(!listing.isComplete && {
      isPartial: l10n.t('This resource has more jobs. Loaded: {count}.', {
        count: countText({ known: listing.jobs.length, isExact: true }, locale),
      }),
    }),
  };
}

function goodText(time: Date | undefined, isComplete: boolean, { locale, now }: FormatContext): string {
  if (time !== undefined)
    return l10n.t('Last good backup: {ago} ({time})', {
      ago: agoText(time, now),
      time: localTimeText(time, locale),
    });
  return isComplete
    ? l10n.t('No good backup of this resource in the last 30 days')
    : l10n.t('No good backup of this resource among the loaded jobs');
}

function streakText(length: number, isGood: boolean, since: Date, { locale }: FormatContext): string {
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', weekday: 'short' }).format(
    since,
  );
  if (length === 1)
    return isGood ? l10n.t('The latest backup is good') : l10n.t('The latest backup is not good');
  return isGood
    ? l10n.t('{count} good backups in a row, since {day}', { count: length, day })
    : l10n.t('{count} backups in a row were not good, since {day}', { count: length, day });
}

function stripDay(
  day: Date,
  jobs: readonly BackupJob[],
  shown: DescribedBackupJob,
  context: FormatContext,
): StripDay {
  const { locale } = context;
  const isShown = (job: BackupJob) => jobKey(job) === jobKey(shown);
  const drawn = new Set(
    [...jobs]
      .sort((one, other) => Number(isShown(other)) - Number(isShown(one)) || rank(one) - rank(other))
      .slice(0, maxJobsOfDay),
  );
  const more = jobs.length - drawn.size;
  return {
    title: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', weekday: 'short' }).format(day),
    startsWeek: day.getDay() === 1,
    jobs: oldestFirst([...drawn]).map((job) => stripJob(job, isShown(job), context)),
    ...(more > 0 && { more: `+${more}` }),
  };
}

function stripJob(job: BackupJob, isThis: boolean, context: FormatContext): StripJob {
  const { locale } = context;
  const state = displayStateOf(job);
  const reason = attentionReason(job);
  const parts = [
    state.title,
    job.CreationDate && localTimeText(job.CreationDate, locale),
    isThis ? l10n.t('this job') : undefined,
    reason && visibleLine(reason, 160),
  ];
  return {
    ...(job.BackupJobId && { id: job.BackupJobId }),
    title: parts.filter(Boolean).join(' · '),
    state,
    isThis,
  };
}

function rank(job: BackupJob): number {
  return stateRank(displayState(job));
}

/** What a column of the strip has room for; the tree lists them all. */
const maxJobsOfDay = 6;
