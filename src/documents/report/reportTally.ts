import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { nestedJobs } from '../../jobs/backupParts.js';
import { dayDimension } from '../../jobs/dimensions.js';
import { resourceTitle, timeIn } from '../../jobs/jobFacts.js';
import { displayState, type KnownState, knownState, outcomeOf } from '../../jobs/jobStates.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { type GatheredNestedJobs, NestedJobCollector } from '../../jobs/nestedJobCollector.js';
import type { Slices } from '../../jobs/slices.js';
import { type RuleVersion, ruleVersionOf } from '../../schedule/ruleVersion.js';
import { acceptedIn } from './acceptedIn.js';
import { passedDeletion } from './passedDeletion.js';
import type { ReportContent } from './reportContent.js';

/** A job, and its number in the list of all jobs, from 1. */
export interface NumberedJob {
  readonly job: BackupJob;
  readonly number: number;
  /** The known issue that accepts it. */
  readonly issue?: KnownIssue | undefined;
}

export type StateCounts = ReadonlyMap<KnownState, number>;

/** The jobs of one resource, or all jobs of an account and region that name none. */
export interface ReportedResource {
  readonly region: string;
  readonly accountId: string | undefined;
  readonly arn: string | undefined;
  readonly title: string | undefined;
  readonly type: string | undefined;
  readonly states: StateCounts;
  readonly lastGood: NumberedJob | undefined;
  /** When its good backups were created, in epoch milliseconds. */
  readonly good: readonly number[];
  /** When the first job was created that has ended, in epoch milliseconds; infinite if there is none. */
  readonly firstEnded: number;
  /** The jobs that ended without a good backup, or with known issues, the latest first. */
  readonly notGood: readonly NumberedJob[];
  /** The latest version of each rule that made its jobs. */
  readonly rules: readonly RuleVersion[];
  /** Whether the creation date of a job that has ended is not known, and so its place among the others. */
  readonly hasUndated: boolean;
}

/** The jobs by day and state. */
export interface ReportedDay {
  /** Such as `2026-11-24`; undefined for jobs without a creation date. */
  readonly day: string | undefined;
  readonly states: StateCounts;
  /** The number of those that are known issues. */
  readonly known: number;
}

/** What a known issue accepts. */
export interface AcceptedCounts {
  readonly jobs: number;
  readonly resources: number;
}

/** What a report counts. */
export interface ReportFigures {
  readonly jobs: number;
  readonly states: StateCounts;
  /** The latest first. */
  readonly days: readonly ReportedDay[];
  readonly resources: readonly ReportedResource[];
  /** The jobs without a complete backup, and those with issues, that are known issues. */
  readonly known: { readonly bad: number; readonly withIssues: number };
  /** What each known issue accepts. */
  readonly issues: ReadonlyMap<KnownIssue, AcceptedCounts>;
  /** The jobs that had not ended. */
  readonly open: number;
  /** The jobs whose recovery point was to be deleted by now, see {@link passedDeletion}. */
  readonly passedDeletions: number;
  /** When the first and the last job were created, in epoch milliseconds; undefined if that is not known. */
  readonly created: { readonly first: number; readonly last: number } | undefined;
}

/** Counts the jobs of a report, in slices. */
export async function reportFigures(
  content: Pick<ReportContent, 'knownIssues' | 'regions' | 'writtenAt'>,
  slices: Slices,
): Promise<ReportFigures> {
  const { regions, writtenAt } = content;
  const accepted = acceptedIn(content);
  const known = { bad: 0, withIssues: 0 };
  const issues = new Map<KnownIssue, { jobs: number; readonly resources: Set<string> }>();
  const knownOfDays = new Map<string | undefined, number>();
  const states = new Map<KnownState, number>();
  const days = new Map<string | undefined, Map<KnownState, number>>();
  const resources = new Map<string, CountedResource>();
  let [number, open, passedDeletions] = [0, 0, 0];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { jobs, region } of regions) {
    const { parts } = await nestedJobs(await nestedAmong(jobs, slices), jobs, slices);
    for (const job of jobs) {
      number++;
      const state = knownState(displayState(job));
      const created = timeIn(job.CreationDate);
      const isDated = !Number.isNaN(created);
      if (isDated) [first, last] = [Math.min(first, created), Math.max(last, created)];
      if (outcomeOf(state) === 'open') open++;
      if (passedDeletion(job, writtenAt) !== undefined) passedDeletions++;
      countOne(states, state);
      const day = isDated ? dayDimension.groupOf(job) : undefined;
      const ofDay = days.get(day) ?? new Map<KnownState, number>();
      countOne(ofDay, state);
      days.set(day, ofDay);
      const key = resourceKeyOf(job, region);
      const isPart = parts.size > 0 && parts.has(jobKey(job));
      const issue = accepted.issueOf(job);
      if (issue !== undefined) {
        known[outcomeOf(state) === 'bad' ? 'bad' : 'withIssues']++;
        knownOfDays.set(day, (knownOfDays.get(day) ?? 0) + 1);
        const counts = issues.get(issue) ?? { jobs: 0, resources: new Set<string>() };
        counts.jobs++;
        if (job.ResourceArn) counts.resources.add(key);
        issues.set(issue, counts);
      }
      addTo(resourceOf(resources, key, job, region), { job, number, issue }, { state, created, isPart });
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
  }
  return {
    jobs: number,
    states,
    days: [...days]
      .map(([day, ofDay]) => ({ day, states: ofDay, known: knownOfDays.get(day) ?? 0 }))
      .sort(latestDayFirst),
    known,
    issues: new Map(
      [...issues].map(([issue, { jobs, resources: own }]) => [issue, { jobs, resources: own.size }]),
    ),
    resources: [...resources.values()].map(({ rules, ...one }) => ({ ...one, rules: [...rules.values()] })),
    open,
    passedDeletions,
    created: first <= last ? { first, last } : undefined,
  };
}

interface CountedResource extends Omit<ReportedResource, 'rules'> {
  title: string | undefined;
  type: string | undefined;
  lastGood: NumberedJob | undefined;
  hasUndated: boolean;
  firstEnded: number;
  readonly good: number[];
  readonly states: Map<KnownState, number>;
  readonly notGood: NumberedJob[];
  readonly rules: Map<string, RuleVersion>;
}

async function nestedAmong(jobs: readonly BackupJob[], slices: Slices): Promise<GatheredNestedJobs> {
  const collector = new NestedJobCollector();
  for (const job of jobs) {
    collector.add(job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return collector;
}

function resourceKeyOf({ AccountId, ResourceArn }: BackupJob, region: string): string {
  return JSON.stringify([ResourceArn || undefined, region, AccountId]);
}

function resourceOf(
  resources: Map<string, CountedResource>,
  key: string,
  { AccountId: accountId, ResourceArn }: BackupJob,
  region: string,
): CountedResource {
  const arn = ResourceArn || undefined;
  const known = resources.get(key);
  if (known !== undefined) return known;
  const added: CountedResource = {
    region,
    accountId,
    arn,
    title: undefined,
    type: undefined,
    states: new Map<KnownState, number>(),
    lastGood: undefined,
    good: [],
    firstEnded: Number.POSITIVE_INFINITY,
    notGood: [],
    rules: new Map(),
    hasUndated: false,
  };
  resources.set(key, added);
  return added;
}

/** The jobs come in order, so that the first good one is the latest. */
function addTo(
  resource: CountedResource,
  numbered: NumberedJob,
  {
    created,
    isPart,
    state,
  }: { readonly created: number; readonly isPart: boolean; readonly state: KnownState },
): void {
  const { issue, job } = numbered;
  const result = outcomeOf(state);
  const outcome = result === 'withIssues' && issue !== undefined ? 'good' : result;
  resource.title ??= resourceTitle(job);
  resource.type ??= job.ResourceType;
  countOne(resource.states, state);
  const isDated = !Number.isNaN(created);
  if (outcome === 'good' && !isPart) {
    resource.lastGood ??= numbered;
    if (isDated) resource.good.push(created);
  }
  if (outcome !== 'open' && isDated) resource.firstEnded = Math.min(resource.firstEnded, created);
  if (result === 'bad' || result === 'withIssues') resource.notGood.push(numbered);
  if (outcome !== 'open' && !isDated) resource.hasUndated = true;
  const version = ruleVersionOf(job.CreatedBy);
  if (version !== undefined && !resource.rules.has(version.ruleKey))
    resource.rules.set(version.ruleKey, version);
}

function countOne(counts: Map<KnownState, number>, state: KnownState): void {
  counts.set(state, (counts.get(state) ?? 0) + 1);
}

function latestDayFirst(one: ReportedDay, other: ReportedDay): number {
  if (one.day === undefined || other.day === undefined) return one.day === undefined ? 1 : -1;
  return one.day < other.day ? 1 : -1;
}
