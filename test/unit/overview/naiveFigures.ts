import { type AcceptedIssues, noKnownIssues } from '../../../src/jobs/acceptedIssues.js';
import { attentionItems } from '../../../src/jobs/attention.js';
import { type BackupJob, jobKey } from '../../../src/jobs/backupJob.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { messagePattern } from '../../../src/jobs/messagePattern.js';
import type { BackupRecord } from '../../../src/overview/figures/attentionTally.js';
import type { CountedState, StateCounts } from '../../../src/overview/figures/countedStates.js';
import type { DayFigures } from '../../../src/overview/figures/dayTally.js';
import type { FailingBy, FailingFigures } from '../../../src/overview/figures/failingTally.js';
import type { CountingOptions, OverviewFigures } from '../../../src/overview/figures/overviewFigures.js';
import type { Ranked, Ranking } from '../../../src/overview/figures/ranking.js';
import type { DurationEntry } from '../../../src/overview/figures/resourceFigures.js';
import { type StaleGroup, staleGroups } from '../../../src/overview/figures/staleGroup.js';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The figures of the overview in a simple and slow way. Each goes through all jobs again. Only the message
 * patterns share code with the product.
 */
export function naiveFigures(jobs: readonly BackupJob[], options: CountingOptions): OverviewFigures {
  const { accepted = noKnownIssues } = options;
  const known = (of: readonly BackupJob[]) => ({
    bad: of.filter((job) => isBadState(job) && accepted.issueOf(job)).length,
    withIssues: of.filter((job) => !isBadState(job) && accepted.issueOf(job)).length,
  });
  const now = options.now.getTime();
  const ageOf = (job: BackupJob) => now - (job.CreationDate?.getTime() ?? Number.NaN);
  const inPeriod = jobs.filter((job) => ageOf(job) <= options.periodMs);
  const before = jobs.filter((job) => ageOf(job) > options.periodMs && ageOf(job) <= 2 * options.periodMs);
  return {
    jobs: jobs.length,
    attention: attentionOf(jobs, options),
    health: {
      now: statesOf(inPeriod),
      before: statesOf(before),
      known: known(inPeriod),
      knownBefore: known(before),
      running: jobs.filter(({ State }) => State === 'RUNNING').length,
      runningBefore: jobs.filter((job) => wasRunning(job, now - options.periodMs)).length,
    },
    days: daysOf(jobs, options.now, accepted),
    failing: failingOf(inPeriod, accepted),
    messages: messagesOf(inPeriod, accepted),
    issues: issuesOf(jobs, accepted),
    resources: resourcesOf(jobs, options),
  };
}

/** The resources are those of the tree. */
function attentionOf(
  jobs: readonly BackupJob[],
  { accepted = noKnownIssues, asOf }: CountingOptions,
): OverviewFigures['attention'] {
  const hours = asOf.getDay() === 1 ? 72 : 24;
  const ended = jobs.filter(
    (job) => !isOpen(job) && endOfJob(job).getTime() >= asOf.getTime() - hours * hour,
  );
  const count = (outcome: (job: BackupJob) => boolean) => ended.filter(outcome).length;
  const entriesOf = (some: readonly BackupJob[]) =>
    attentionItems(some, selectionOf({}), asOf).open.map(({ jobs: [job], key }) => {
      const title = job.ResourceName || endOf(job.ResourceArn ?? '') || job.BackupJobId || jobKey(job);
      const record = backupRecordOf(jobs, keyOf(job), accepted);
      const issue = accepted.issueOf(job);
      return {
        key: keyOf(job) ?? `us-east-1 ${key}`,
        region: 'us-east-1',
        title,
        job,
        ended: endOfJob(job),
        record,
        ...(issue && { issue }),
      };
    });
  const entries = entriesOf(jobs.filter((job) => !accepted.issueOf(job)));
  const known = entriesOf(jobs.filter((job) => accepted.issueOf(job))).filter(
    ({ key }) => !entries.some((entry) => entry.key === key),
  );
  return {
    hours,
    ended: ended.length,
    bad: count((job) => isBadState(job) && !accepted.issueOf(job)),
    knownBad: count((job) => isBadState(job) && accepted.issueOf(job) !== undefined),
    withIssues: count((job) => stateOf(job) === 'COMPLETED_WITH_ISSUES' && !accepted.issueOf(job)),
    knownWithIssues: count((job) => !isBadState(job) && accepted.issueOf(job) !== undefined),
    unclear: jobs.filter((job) =>
      stateOf(job) === 'any other'
        ? (job.CompletionDate?.getTime() ?? 0) >= asOf.getTime() - hours * hour
        : isBadState(job) && Number.isNaN(endOfJob(job).getTime()),
    ).length,
    resources: entries.length,
    knownResources: known.length,
    unknownSince: entries.filter(({ ended: end, job, record }) => {
      if (record === undefined) return true;
      if (record.lastGood !== undefined && record.lastGood > end) return false;
      if (job.CreationDate === undefined) return record.nights < 2;
      return record.notGoodSince === undefined && record.lastGood === undefined;
    }).length,
    forNights: entries.filter(
      ({ ended: end, record }) =>
        record !== undefined &&
        record.nights > 1 &&
        (record.lastGood === undefined || record.lastGood <= end),
    ).length,
    top: [...entries, ...known].slice(0, 200),
  };
}

/** Jobs without a creation date, or of the time of the last good one, begin no streak. */
function backupRecordOf(
  jobs: readonly BackupJob[],
  key: string | undefined,
  { judge }: AcceptedIssues,
): BackupRecord | undefined {
  if (key === undefined) return undefined;
  const own = jobs.filter((job) => keyOf(job) === key);
  const good = own.filter((job) => judge(job) === 'good');
  const lastGood = Math.max(0, ...good.map((job) => job.CompletionDate?.getTime() ?? createdOf(job)));
  const lastCreated = Math.max(
    0,
    ...good.map((job) => createdOf(job) || (job.CompletionDate?.getTime() ?? 0)),
  );
  const since = own
    .filter((job) => !isOpen(job) && judge(job) !== 'good' && createdOf(job) > lastCreated)
    .flatMap(({ CreationDate }) => CreationDate ?? [])
    .sort((one, other) => one.getTime() - other.getTime());
  // A night is from noon to noon.
  const nights = new Set(
    since.map((date) =>
      new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours() - 12).toDateString(),
    ),
  ).size;
  return { lastGood: dateOf(lastGood), notGoodSince: since[0], nights };
}

/** The identity of a job's resource, in the one region of these jobs. */
function keyOf({ AccountId, ResourceArn }: BackupJob): string | undefined {
  return ResourceArn ? JSON.stringify([ResourceArn, 'us-east-1', AccountId ?? '']) : undefined;
}

function latestFirst<Entry extends { readonly latest: Date | undefined }>(
  entries: readonly Entry[],
): readonly Entry[] {
  return [...entries].sort((one, other) => (other.latest?.getTime() ?? 0) - (one.latest?.getTime() ?? 0));
}

function isOpen(job: BackupJob): boolean {
  return ['ABORTING', 'RUNNING', 'PENDING', 'CREATED', 'any other'].includes(stateOf(job));
}

function isBadState({ State = '' }: BackupJob): boolean {
  return ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED'].includes(State);
}

function endOfJob({ CompletionDate, CreationDate, StartBy, State }: BackupJob): Date {
  const end = CompletionDate ?? (State === 'EXPIRED' ? StartBy : undefined) ?? CreationDate;
  return end ?? new Date(Number.NaN);
}

function wasRunning({ CompletionDate, InitiationDate, State = '' }: BackupJob, at: number): boolean {
  if (InitiationDate === undefined || InitiationDate.getTime() > at) return false;
  return CompletionDate === undefined
    ? ['RUNNING', 'ABORTING'].includes(State)
    : CompletionDate.getTime() > at;
}

function daysOf(jobs: readonly BackupJob[], now: Date, accepted: AcceptedIssues): OverviewFigures['days'] {
  const isOn = (first: Date, { CreationDate }: BackupJob) =>
    CreationDate?.toDateString() === first.toDateString();
  const days: DayFigures[] = [];
  for (let back = 30; back >= 0; back--) {
    const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back);
    const ofDay = jobs.filter((job) => isOn(first, job));
    const known = ofDay.filter((job) => accepted.issueOf(job)).length;
    if (back === 0 || days.length > 0 || ofDay.length > 0)
      days.push({ day: first, states: statesOf(ofDay), known });
  }
  return {
    days,
    outside: jobs.filter((job) => !days.some(({ day: first }) => isOn(first, job))).length,
  };
}

/** The values that jobs are counted by, with their display names. */
const failingValues: Readonly<
  Record<FailingBy, (job: BackupJob) => readonly [value: string | undefined, name?: string | undefined]>
> = {
  account: ({ AccountId }) => [AccountId],
  category: ({ MessageCategory }) => [MessageCategory],
  plan: ({ CreatedBy }) => [CreatedBy?.BackupPlanId, CreatedBy?.BackupPlanName],
  resource: ({ ResourceArn, ResourceName }) => [ResourceArn, ResourceName],
  vault: ({ BackupVaultName }) => [BackupVaultName],
};

function failingOf(inPeriod: readonly BackupJob[], accepted: AcceptedIssues): FailingFigures {
  const figuresBy = (by: FailingBy) => {
    const groupOf = (job: BackupJob) => {
      const [value] = failingValues[by](job);
      return by === 'resource' ? keyOf(job) : by === 'category' ? value?.toUpperCase() : value;
    };
    return ranked(
      distinct(inPeriod.map(groupOf)).flatMap((key) => {
        const jobs = inPeriod.filter((job) => groupOf(job) === key);
        const bad = jobs.filter(isBadState);
        const known = bad.filter((job) => accepted.issueOf(job)).length;
        const failing = bad.length - known;
        const value = firstInOrder(jobs.map((job) => failingValues[by](job)[0])) ?? '';
        const name = firstInOrder(jobs.map((job) => failingValues[by](job)[1]));
        const title = name ?? (by === 'resource' ? endOf(value) : value);
        const entry = { key, value, title, jobs: jobs.length, known };
        return bad.length === 0 ? [] : [{ ...entry, weight: failing / jobs.length, second: failing }];
      }),
      10,
    );
  };
  return {
    account: figuresBy('account'),
    category: figuresBy('category'),
    plan: figuresBy('plan'),
    resource: figuresBy('resource'),
    vault: figuresBy('vault'),
  };
}

function messagesOf(inPeriod: readonly BackupJob[], accepted: AcceptedIssues): OverviewFigures['messages'] {
  const counted = inPeriod.filter((job) =>
    ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED', 'COMPLETED_WITH_ISSUES'].includes(stateOf(job)),
  );
  const patternOf = ({ StatusMessage }: BackupJob) => StatusMessage && messagePattern(StatusMessage);
  const latestOf = (jobs: readonly BackupJob[]): BackupJob => {
    const latestTime = Math.max(...jobs.map(createdOf));
    const byKey = [...jobs].sort((one, other) => (jobKey(one) < jobKey(other) ? 1 : -1));
    return byKey.find((job) => createdOf(job) === latestTime) ?? {};
  };
  const entries = distinct(counted.map(patternOf)).map((pattern) => {
    const jobs = counted.filter((job) => patternOf(job) === pattern);
    const resources = distinct(jobs.map(keyOf)).map((key) => {
      const job = latestOf(jobs.filter((one) => keyOf(one) === key));
      return { key, arn: job.ResourceArn ?? '', job, weight: createdOf(job) };
    });
    const known = jobs.filter((job) => accepted.issueOf(job));
    const open = jobs.filter((job) => !accepted.issueOf(job));
    return {
      key: pattern,
      pattern,
      weight: jobs.length,
      failing: jobs.filter(isBadState).length,
      known: known.length,
      issue: known.length === 0 ? undefined : accepted.issueOf(latestOf(known)),
      resources: ranked(resources, 50),
      latest: latestOf(jobs),
      latestOpen: open.length === 0 ? undefined : latestOf(open),
    };
  });
  const isKnown = ({ known, weight }: (typeof entries)[number]) => known === weight;
  const parts = [
    entries.filter((entry) => !isKnown(entry) && entry.failing > 0),
    entries.filter((entry) => !isKnown(entry) && entry.failing === 0),
    entries.filter(isKnown),
  ];
  return { all: entries.length, top: parts.flatMap((part) => ranked(part, 12).top).slice(0, 12) };
}

function issuesOf(jobs: readonly BackupJob[], accepted: AcceptedIssues): OverviewFigures['issues'] {
  return new Map(
    accepted.issues.flatMap((issue) => {
      const own = jobs.filter((job) => accepted.issueOf(job) === issue);
      const [latest] = [...own].sort(
        (one, other) =>
          (other.CreationDate?.getTime() ?? -1) - (one.CreationDate?.getTime() ?? -1) ||
          (jobKey(one) < jobKey(other) ? 1 : -1),
      );
      const failing = own.filter(isBadState).length;
      const resources = distinct(own.map(keyOf)).length;
      return latest === undefined ? [] : [[issue, { jobs: own.length, failing, resources, latest }] as const];
    }),
  );
}

function resourcesOf(jobs: readonly BackupJob[], options: CountingOptions): OverviewFigures['resources'] {
  const { accepted = noKnownIssues } = options;
  const resources = distinct(jobs.map(keyOf)).map((key) => {
    const own = jobs.filter((job) => keyOf(job) === key);
    const arn = own[0]?.ResourceArn ?? '';
    return {
      own,
      entry: {
        key,
        arn,
        title: firstInOrder(own.map(({ ResourceName }) => ResourceName)) ?? endOf(arn),
        type: firstInOrder(own.map(({ ResourceType }) => ResourceType)),
      },
    };
  });
  const attention = attentionItems(jobs, selectionOf({}), options.asOf).open;
  const endedSince = options.asOf.getTime() - (options.asOf.getDay() === 1 ? 72 : 24) * hour;
  const { staleMs = 24 * hour } = options;
  const staleBefore = options.now.getTime() - staleMs;
  const old = resources.filter(({ own }) => {
    const good = own.filter((job) => accepted.judge(job) === 'good');
    return Math.max(0, ...good.map((job) => job.CompletionDate?.getTime() ?? createdOf(job))) < staleBefore;
  });
  const isUnknown = ({ own }: (typeof resources)[number]) =>
    own.some((job) => accepted.judge(job) === 'good' && !job.CompletionDate && !job.CreationDate);
  const stale = old.flatMap((resource) => {
    const { entry, own } = resource;
    const good = own.filter((job) => accepted.judge(job) === 'good');
    const lastGood = Math.max(0, ...good.map((job) => job.CompletionDate?.getTime() ?? createdOf(job)));
    const latest = Math.max(...own.map(createdOf));
    const latestState = firstInOrder(own.filter((job) => createdOf(job) === latest).map(stateOf));
    if (isUnknown(resource) || latestState === undefined) return [];
    const job = own
      .filter((one) => createdOf(one) === latest && stateOf(one) === latestState)
      .sort((one, other) => (jobKey(one) < jobKey(other) ? -1 : 1))[0];
    const issue = job && accepted.issueOf(job);
    const lastGoodCreated = Math.max(
      0,
      ...good.map((one) => createdOf(one) || (one.CompletionDate?.getTime() ?? 0)),
    );
    const isOpen = own.some(
      (one) =>
        isBadState(one) &&
        accepted.issueOf(one) === undefined &&
        !((createdOf(one) || endOfJob(one).getTime()) <= lastGoodCreated),
    );
    const group = groupOf(latestState, { isKnown: issue !== undefined, isOpen });
    const dates = { lastGood: dateOf(lastGood), latest: dateOf(latest), latestState };
    const due = lastGood === 0 ? undefined : new Date(lastGood + staleMs);
    const known = group === 'known' && issue !== undefined ? { issue } : {};
    return [{ ...entry, weight: -lastGood, ...dates, job: job ?? {}, group, due, ...known }];
  });
  const longest = resources.flatMap(({ entry, own }): DurationEntry[] => {
    const backups = own
      .filter((job) => ['COMPLETED', 'COMPLETED_WITH_ISSUES'].includes(stateOf(job)))
      .map((job) => ({ at: createdOf(job), ms: durationIn(job) }))
      .filter(({ at, ms }) => at > 0 && ms >= 0);
    const durations = backups.map(({ ms }) => ms);
    if (durations.length === 0) return [];
    const maxMs = Math.max(...durations);
    const meanMs = mean(durations);
    const growthMsPerDay = growthOf(backups);
    return [{ ...entry, weight: maxMs, backups: durations.length, maxMs, meanMs, growthMsPerDay }];
  });
  const growing = longest.flatMap(({ growthMsPerDay = 0, ...entry }) =>
    growthMsPerDay >= 1000 ? [{ ...entry, weight: growthMsPerDay, growthMsPerDay }] : [],
  );
  const lives = resources.flatMap(({ own }) =>
    own.flatMap(({ CompletionDate, CreationDate }) =>
      CompletionDate && CreationDate ? CompletionDate.getTime() - CreationDate.getTime() : [],
    ),
  );
  return {
    resources: resources.length,
    stale: {
      all: stale.filter(({ group }) => group !== 'known').length,
      top: staleGroups
        .flatMap((group) => {
          const { top } = ranked(
            stale.filter((one) => one.group === group),
            1000,
          );
          return group === 'failing' ? latestFirst(top) : top;
        })
        .slice(0, 200),
    },
    staleByGroup: new Map(
      [...new Set(stale.map(({ group }) => group))].map((group) => [
        group,
        stale.filter((one) => one.group === group).length,
      ]),
    ),
    staleWithoutSchedule: 0,
    staleNotJudged: old.filter(isUnknown).length,
    gaps: { all: 0, top: [] },
    withObjective: 0,
    failingBefore: stale.filter(
      ({ group, job, key }) =>
        group === 'failing' &&
        !(endOfJob(job).getTime() >= endedSince) &&
        !attention.some((item) => item.jobs.some((one) => keyOf(one) === key)),
    ).length,
    longest: ranked(longest, 10),
    growing: ranked(growing, 10),
    maxLifeMs: Math.max(0, ...lives),
  };
}

function groupOf(
  state: CountedState,
  { isKnown, isOpen }: { readonly isKnown: boolean; readonly isOpen: boolean },
): StaleGroup {
  const group = staleGroupOf(state);
  if (isKnown && !isOpen && group === 'failing') return 'known';
  return isKnown && group === 'withIssues' ? 'nothingSince' : group;
}

function staleGroupOf(state: CountedState): StaleGroup {
  if (['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED'].includes(state)) return 'failing';
  if (['ABORTING', 'RUNNING', 'PENDING', 'CREATED'].includes(state)) return 'inProgress';
  if (state === 'COMPLETED_WITH_ISSUES') return 'withIssues';
  return state === 'COMPLETED' ? 'nothingSince' : 'other';
}

/** The slope of the regression line; undefined without enough backups or correlation. */
function growthOf(backups: readonly { readonly at: number; readonly ms: number }[]): number | undefined {
  const times = backups.map(({ at }) => at);
  if (backups.length < 4 || Math.max(...times) - Math.min(...times) < 3 * day) return undefined;
  const [meanTime, meanMs] = [mean(times), mean(backups.map(({ ms }) => ms))];
  const covariance = mean(backups.map(({ at, ms }) => (at - meanTime) * (ms - meanMs)));
  const varianceOfTimes = mean(times.map((at) => (at - meanTime) ** 2));
  const varianceOfMs = mean(backups.map(({ ms }) => (ms - meanMs) ** 2));
  if (varianceOfMs === 0 || covariance ** 2 / (varianceOfTimes * varianceOfMs) < 0.5) return undefined;
  return (covariance / varianceOfTimes) * day;
}

/** The state that the console shows: COMPLETED with a category other than SUCCESS has issues. */
function stateOf({ MessageCategory, State = '' }: BackupJob): CountedState {
  if (State === 'COMPLETED' && MessageCategory && MessageCategory.toUpperCase() !== 'SUCCESS')
    return 'COMPLETED_WITH_ISSUES';
  return knownStates.find((known) => known === State) ?? 'any other';
}

const knownStates = [
  'FAILED',
  'PARTIAL',
  'EXPIRED',
  'ABORTED',
  'ABORTING',
  'RUNNING',
  'PENDING',
  'CREATED',
  'COMPLETED',
] as const;

function statesOf(jobs: readonly BackupJob[]): StateCounts {
  const states = new Set(jobs.map(stateOf));
  return new Map([...states].map((state) => [state, jobs.filter((job) => stateOf(job) === state).length]));
}

function durationIn({ CompletionDate, CreationDate, InitiationDate }: BackupJob): number {
  return (
    (CompletionDate?.getTime() ?? Number.NaN) - ((InitiationDate ?? CreationDate)?.getTime() ?? Number.NaN)
  );
}

/** Epoch milliseconds; 0 without a creation date. */
function createdOf({ CreationDate }: BackupJob): number {
  return CreationDate?.getTime() ?? 0;
}

function dateOf(time: number): Date | undefined {
  return time === 0 ? undefined : new Date(time);
}

/** The texts without duplicates, absent and empty ones. */
function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts)].flatMap((text) => text || []);
}

function firstInOrder<Text extends string>(texts: readonly (Text | undefined)[]): Text | undefined {
  return texts.flatMap((text) => text || []).sort()[0];
}

function endOf(arn: string): string {
  return /[^:/]+(?=[:/]*$)/.exec(arn)?.[0] ?? arn;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function ranked<Entry extends Ranked>(entries: readonly Entry[], max: number): Ranking<Entry> {
  const byKey = [...entries]
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .sort((one, other) => (other.second ?? 0) - (one.second ?? 0));
  return { top: byKey.sort((one, other) => other.weight - one.weight).slice(0, max), all: entries.length };
}
