import * as l10n from '@vscode/l10n';
import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import { jobKey } from '../jobs/backupJob.js';
import { agoText, countText, localTimeText, utcTimeText } from '../jobs/formats.js';
import { attentionReason, jobTime } from '../jobs/jobFacts.js';
import type { JobListing } from '../jobs/jobReader.js';
import { displayState, type JudgeJob, resultOf, stateRank } from '../jobs/jobStates.js';
import { knownCountText, knownIssueText } from '../jobs/knownIssueText.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import { type JobDay, jobDays, lastGoodBackup, oldestFirst } from '../jobs/relatedJobs.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { withoutParts } from '../jobs/withoutNested.js';
import { daysVerdict } from './daysVerdict.js';
import { displayStateOf } from './displayState.js';
import type { FormatContext } from './formatContext.js';
import { isCompleteToday } from './isCompleteToday.js';
import type { RelatedJobs } from './readRelatedJobs.js';
import { itemOf, type RelatedJobItem, type StripJob } from './relatedJobItem.js';
import { stripPeriod } from './stripPeriod.js';

/** The related jobs of a job, as the panel shows them. */
export interface RelatedJobsViewModel {
  readonly groups: readonly RelatedJobGroup[];
  readonly resource?: ResourceViewModel;
}

/** Parent, siblings or children. */
export interface RelatedJobGroup {
  readonly title: string;
  /** How many jobs are in each state: "6: 1 failed, 5 completed". */
  readonly summary: string;
  readonly jobs: readonly RelatedJobItem[];
}

/** The recent backups of the resource. */
export interface ResourceViewModel {
  /** Absent if it is about the last 30 days. */
  readonly title?: string;
  /** "28 of 30 days have a good backup; none on Nov 7 and Nov 18" */
  readonly verdict: string;
  /** "Last good backup: 6 d ago", or a text that there is none. */
  readonly lastGood: string;
  readonly lastGoodId?: string;
  /** The time of the last good backup in UTC. */
  readonly lastGoodUtc?: string;
  readonly days: readonly StripDay[];
  /** Says that not all jobs of the resource are loaded. */
  readonly partialNote?: string;
}

/** A column of the strip. */
export interface StripDay {
  readonly title: string;
  /** The day and what its jobs came to, for screen readers and the tooltip: "Tue, Nov 24: 1 failed". */
  readonly name: string;
  /** Whether the day is the first of a week. */
  readonly startsWeek: boolean;
  readonly jobs: readonly StripJob[];
  /** How many jobs of the day are not shown: "+18". */
  readonly more?: string;
}

/** Puts the related jobs into words. `job` is the job of the panel. */
export function relatedJobsViewModel(
  job: DescribedBackupJob,
  relatedJobs: RelatedJobs,
  context: FormatContext,
): RelatedJobsViewModel {
  const { children, parent, resource, siblings } = relatedJobs;
  return {
    groups: [
      parent && { title: l10n.t('Parent'), summary: '', jobs: [itemOf(parent, job, context)] },
      groupOf(l10n.t('Jobs of the same parent'), siblings, job, context),
      groupOf(l10n.t('Nested jobs'), children, job, context),
    ].filter((group) => group !== undefined),
    ...(resource && { resource: resourceViewModel(resource, job, context) }),
  };
}

/** The ids of all related jobs. */
export function relatedJobIds(relatedJobs: RelatedJobs): ReadonlySet<string> {
  const { children, parent, resource, siblings } = relatedJobs;
  const listings = [children, resource, siblings].flatMap((listing) => listing?.jobs ?? []);
  const jobs = parent === undefined ? listings : [parent, ...listings];
  return new Set(jobs.flatMap(({ BackupJobId }) => BackupJobId ?? []));
}

function groupOf(
  title: string,
  listing: JobListing | undefined,
  job: DescribedBackupJob,
  context: FormatContext,
): RelatedJobGroup | undefined {
  if (listing === undefined || listing.jobs.length === 0) return undefined;
  const jobs = listing.jobs.toSorted((one, other) => rank(one) - rank(other));
  return {
    title,
    summary: summaryOf({ ...listing, jobs }, context),
    jobs: jobs.map((one) => itemOf(one, job, context)),
  };
}

/** "6+: 1 failed, 5 completed", in the order of the jobs. */
function summaryOf({ isComplete, jobs }: JobListing, { locale }: FormatContext): string {
  const total = countText({ known: jobs.length, isExact: isComplete }, locale);
  return l10n.t('{total}: {states}', { total, states: statesText(jobs, locale) });
}

/** "1 failed, 5 completed", in the order of the jobs. */
function statesText(jobs: readonly BackupJob[], locale: string): string {
  const counts = new Map<string | undefined, number>();
  for (const job of jobs) counts.set(displayState(job), (counts.get(displayState(job)) ?? 0) + 1);
  return [...counts]
    .map(([state, count]) =>
      l10n.t('{count} {state}', {
        count,
        state: visibleLine(stateTitle(state).toLocaleLowerCase(locale), 60),
      }),
    )
    .join(', ');
}

function resourceViewModel(
  listing: JobListing,
  job: DescribedBackupJob,
  context: FormatContext,
): ResourceViewModel {
  const { accepted, locale, now } = context;
  const judge = accepted?.judge ?? resultOf;
  const isComplete = !isOfHistory(job) && isCompleteToday(listing, now);
  const counted = withoutParts(listing.jobs);
  const good = lastGoodBackup(counted, judge);
  const goodTime = good && jobTime(good);
  const strip = stripPeriod(job, listing.jobs, now);
  return {
    ...(strip.isAroundJob && { title: l10n.t('Backups of this resource, 30 days around this job') }),
    verdict: daysVerdict(
      jobDays(withoutParts(strip.jobs), strip.until),
      isComplete && counted.every((one) => isOnDay(one, judge)),
      context,
    ),
    lastGood: good
      ? goodText(goodTime, { ...context, isInHistory: isOfHistory(good) })
      : noneGoodText(isComplete),
    ...(isValid(goodTime) && { lastGoodUtc: utcTimeText(goodTime) }),
    ...(good?.BackupJobId && { lastGoodId: good.BackupJobId }),
    days: jobDays(strip.jobs, strip.until).map((day) => stripDay(day, isComplete, job, context)),
    ...(!listing.isComplete && {
      partialNote: l10n.t('This resource has more jobs. Loaded: {count}.', {
        count: countText({ known: listing.jobs.length, isExact: true }, locale),
      }),
    }),
  };
}

/** Whether the day of a job is known. Only a good job without a date makes a day's result unknown. */
function isOnDay(job: BackupJob, judge: JudgeJob): boolean {
  return judge(job) !== 'good' || Number.isFinite(job.CreationDate?.getTime());
}

function isValid(time: Date | undefined): time is Date {
  return Number.isFinite(time?.getTime());
}

/** There may be a later one than the last one in a history. */
function goodText(
  time: Date | undefined,
  { isInHistory, locale, now }: FormatContext & { readonly isInHistory: boolean },
): string {
  if (!isValid(time))
    return isInHistory
      ? l10n.t('Last good backup in the history: at an unknown time')
      : l10n.t('Last good backup: at an unknown time');
  const names = { ago: agoText(time, now), time: localTimeText(time, locale) };
  return isInHistory
    ? l10n.t('Last good backup in the history: {ago} ({time})', names)
    : l10n.t('Last good backup: {ago} ({time})', names);
}

function noneGoodText(isComplete: boolean): string {
  return isComplete
    ? l10n.t('No good backup of this resource in the last 30 days')
    : l10n.t('No good backup of this resource among the loaded jobs');
}

function stripDay(
  { day, jobs }: JobDay,
  isComplete: boolean,
  shown: DescribedBackupJob,
  context: FormatContext,
): StripDay {
  const isShown = (job: BackupJob) => jobKey(job) === jobKey(shown);
  const shownJobs = new Set(
    jobs
      .toSorted((one, other) => Number(isShown(other)) - Number(isShown(one)) || rank(one) - rank(other))
      .slice(0, maxJobsOfDay),
  );
  const more = jobs.length - shownJobs.size;
  const title = dayText(day, context);
  return {
    title,
    name: dayName(title, jobs, isComplete, context),
    startsWeek: day.getDay() === 1,
    jobs: oldestFirst([...shownJobs]).map((job) => stripJob(job, isShown(job), context)),
    ...(more > 0 && { more: `+${more}` }),
  };
}

function stripJob(job: BackupJob, isThis: boolean, context: FormatContext): StripJob {
  const { locale } = context;
  const state = displayStateOf(job);
  const reason = attentionReason(job);
  const issue = context.accepted?.issueOf(job);
  const parts = [
    state.title,
    issue && knownIssueText(issue, locale),
    job.CreationDate && localTimeText(job.CreationDate, locale),
    isThis ? l10n.t('this job') : undefined,
    reason && visibleLine(reason, 160),
  ];
  return {
    ...(job.BackupJobId && { id: job.BackupJobId }),
    title: parts.filter(Boolean).join(' · '),
    state,
    isThis,
    ...(issue && { isKnown: true }),
  };
}

function dayName(
  day: string,
  jobs: readonly BackupJob[],
  isComplete: boolean,
  { accepted, locale }: FormatContext,
): string {
  const known = jobs.filter((job) => accepted?.issueOf(job)).length;
  const states = statesText(jobs, locale);
  if (known > 0)
    return l10n.t('{day}: {states}', { day, states: `${states} · ${knownCountText(known, locale)}` });
  if (jobs.length > 0) return l10n.t('{day}: {states}', { day, states });
  return isComplete ? l10n.t('{day}: no backup job', { day }) : l10n.t('{day}: no job loaded', { day });
}

/** `Fri, Nov 27`; with the year if it is another one. */
function dayText(day: Date, { locale, now }: FormatContext): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    weekday: 'short',
    ...(day.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  }).format(day);
}

function rank(job: BackupJob): number {
  return stateRank(displayState(job));
}

/** A column has no room for more. */
const maxJobsOfDay = 6;
