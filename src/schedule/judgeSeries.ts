import type { BackupSeries } from './backupSeries.js';
import { countUpTo } from './countUpTo.js';
import {
  isRunOfStartBy,
  proofMs,
  type RuleSchedule,
  runOf,
  type TimeRange,
  tolerance,
  type UnknownSchedule,
} from './ruleSchedule.js';
import type { RuleVersion, ScheduledJob } from './ruleVersion.js';
import { type RunStarts, RunStartsTally } from './runStarts.js';

/** Why nothing is said about the missing runs of a series. */
export type NotJudged = UnknownSchedule | 'incompleteJob' | 'missingJobs' | 'tooFewRuns' | 'offSchedule';

/**
 * A series makes no more jobs: nothing else stopped with it, or a rule of the same name makes the jobs.
 */
export type Ended = 'ended' | 'replaced';

/** What the jobs of one series prove about the runs of its rule. Times are epoch milliseconds. */
export interface Judgement {
  /** The job that was created last. */
  readonly latest: ScheduledJob | undefined;
  /** Whether the latest runs are known to be there. */
  readonly verdict: 'onSchedule' | 'overdue' | Ended | NotJudged;
  /** The runs that certainly made no job: there are jobs of the same version before and after each. */
  readonly missed: readonly number[];
  /** The runs without a job after the last job of the series. The reason is unknown. */
  readonly silent: readonly number[];
  /** For each job, the time of the run that made it; if that is unknown, the time of its creation. */
  readonly active: readonly number[];
  /** The latest of these; -Infinity if there is none. */
  readonly lastActive: number;
  /** The schedule of the rule's latest version; undefined if it is not known. */
  readonly schedule: RuleSchedule | undefined;
  /** What its runs prove about their starts; of all versions of the rule. */
  readonly starts: RunStarts;
}

/** Whether the latest runs of a series are judged. */
export function isJudged(verdict: Judgement['verdict']): boolean {
  return verdict === 'onSchedule' || verdict === 'overdue' || hasEnded(verdict);
}

/** Whether a series makes no more jobs. */
export function hasEnded(verdict: Judgement['verdict']): verdict is Ended {
  return verdict === 'ended' || verdict === 'replaced';
}

/** What is known when a series is judged. */
export interface JudgeContext {
  readonly scheduleOf: (version: RuleVersion) => RuleSchedule | UnknownSchedule;
  /** When jobs of the resource were created that may belong to the series; NaN if unknown. */
  readonly strays: readonly number[];
  /** The times of creation of which all jobs are known, in order and without overlaps. */
  readonly known: readonly TimeRange[];
  /** When the jobs were read. */
  readonly readAt: number;
}

/**
 * Compares the jobs of one series (one resource and one rule) with the runs that its rule should have made.
 * A run counts as missed or silent only if all jobs between those before and after it are known, it lies at
 * least the start window and an hour in the past, its local time is certain, no other job can be its job, and
 * the version of the rule has followed its schedule: at least three runs made a job, and at least 80 % of
 * those judged. Between two versions of a rule nothing is judged, and a gap in what is known may hide one.
 */
export function judgeSeries(series: BackupSeries, context: JudgeContext): Judgement {
  const { isComplete, jobs, versions } = series;
  const dated = datedJobs(series, context);
  const parts = versionParts(dated);
  const last = parts.at(-1);
  const schedule = last === undefined ? onlySchedule(versions, context) : last.schedule;
  const starts = new RunStartsTally();
  const active = dated.map(({ isByStartBy, job, place, schedule, time }) => {
    const run = runTime(schedule, place);
    starts.add(job, run, isByStartBy ? startWindowOf(schedule) : Number.NaN);
    return Number.isNaN(run) ? time : run;
  });
  const known = {
    active,
    lastActive: active.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY),
    schedule: typeof schedule === 'string' ? undefined : schedule,
    starts: starts.result(),
    latest: dated.at(-1),
  };
  if (!isComplete || dated.length < jobs.length || context.strays.some(Number.isNaN))
    return { ...known, verdict: 'incompleteJob', missed: [], silent: [] };
  const evidence = evidenceOf(parts, context);
  const followed = parts.filter(({ rule }) => evidence.get(rule.key) === 'followed');
  const missed = followed.flatMap((part) => runsWithoutJob(part, context));
  const lastEvidence = (last && evidence.get(last.rule.key)) ?? 'tooFewRuns';
  if (last === undefined || lastEvidence !== 'followed')
    return {
      ...known,
      verdict: lastEvidence === 'followed' ? 'tooFewRuns' : lastEvidence,
      missed,
      silent: [],
    };
  const latest = last.jobs.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  if (context.strays.some((time) => time > latest))
    return { ...known, verdict: 'incompleteJob', missed, silent: [] };
  const lastMade = last.jobs.findLastIndex(({ place }) => place !== -1);
  if (lastMade < last.jobs.length - 1) return { ...known, verdict: 'offSchedule', missed, silent: [] };
  if (!isKnownBetween(latest, context.readAt, context))
    return { ...known, verdict: 'missingJobs', missed, silent: [] };
  const silent = runsAfter(last, context);
  const verdict = silent.length === 0 ? 'onSchedule' : silent.length <= maxOverdue ? 'overdue' : 'ended';
  return { ...known, verdict, missed, silent };
}

/** A job with the run that made it. */
interface PlacedJob extends ScheduledJob {
  readonly schedule: RuleSchedule | UnknownSchedule;
  /** The place of the run in the schedule's runs; -1 if it is unknown. */
  readonly place: number;
  /** Whether the `StartBy` of the job gives that run. */
  readonly isByStartBy: boolean;
  /** The time of creation; if that is unknown, the time of the run; NaN if both are. */
  readonly time: number;
}

/** The jobs with a time, in the order of their times. */
function datedJobs(series: BackupSeries, { scheduleOf }: JudgeContext): readonly PlacedJob[] {
  const dated: PlacedJob[] = [];
  let isLatestFirst = true;
  let before = Number.POSITIVE_INFINITY;
  let version: Pick<PlacedJob, 'rule' | 'schedule'> | undefined;
  for (let at = 0; at < series.jobs.length; at++) {
    const [job, rule] = [series.jobs[at], series.versions[at]];
    if (job === undefined || rule === undefined) continue;
    if (version?.rule !== rule) version = { rule, schedule: scheduleOf(rule) };
    const { schedule } = version;
    const created = series.created[at] ?? Number.NaN;
    const startBy = series.startBy[at] ?? Number.NaN;
    const place = typeof schedule === 'string' ? -1 : runOf(created, startBy, schedule);
    const time = Number.isNaN(created) ? runTime(schedule, place) : created;
    if (Number.isNaN(time)) continue;
    if (time >= before) isLatestFirst = false;
    before = time;
    const isByStartBy = typeof schedule !== 'string' && isRunOfStartBy(startBy, place, schedule);
    dated.push({ job, created, rule, schedule, place, isByStartBy, time });
  }
  // The service lists the newest first, so that they need not be sorted.
  return isLatestFirst ? dated.reverse() : dated.sort((one, other) => one.time - other.time);
}

/** The time of the run at a place; NaN if it is unknown. */
function runTime(schedule: PlacedJob['schedule'], place: number): number {
  return (typeof schedule === 'string' ? undefined : schedule.runs[place]?.time) ?? Number.NaN;
}

function startWindowOf(schedule: PlacedJob['schedule']): number {
  return (typeof schedule === 'string' ? undefined : schedule.startWindow) ?? Number.NaN;
}

/** The schedule of jobs that no date puts in order; undefined if they are of several versions of the rule. */
function onlySchedule(
  [first, ...others]: readonly RuleVersion[],
  { scheduleOf }: JudgeContext,
): PlacedJob['schedule'] | undefined {
  const isOnly = others.every(({ key }) => key === first?.key);
  return isOnly && first !== undefined ? scheduleOf(first) : undefined;
}

/** Successive jobs of a series that the same version of its rule created. */
interface VersionPart {
  readonly rule: RuleVersion;
  readonly schedule: RuleSchedule | UnknownSchedule;
  readonly jobs: readonly PlacedJob[];
  /** The places in the schedule's runs that made a job, in order, each once. */
  readonly made: readonly number[];
}

/** `jobs` are in the order of their times. */
function versionParts(jobs: readonly PlacedJob[]): VersionPart[] {
  const parts: VersionPart[] = [];
  for (let start = 0, end = 1; start < jobs.length; end++) {
    const first = jobs[start];
    if (first === undefined || jobs[end]?.rule.key === first.rule.key) continue;
    const own = jobs.slice(start, end);
    parts.push({ rule: first.rule, schedule: first.schedule, jobs: own, made: madePlaces(own) });
    start = end;
  }
  return parts;
}

/** The places of runs that made some jobs, in order, each once. */
function madePlaces(jobs: readonly PlacedJob[]): readonly number[] {
  const made: number[] = [];
  let before = -1;
  let isInOrder = true;
  for (const { place } of jobs) {
    if (place === -1 || place === before) continue;
    if (place < before) isInOrder = false;
    before = place;
    made.push(place);
  }
  return isInOrder ? made : [...new Set(made)].sort((one, other) => one - other);
}

/** Whether each version of the rule has followed its schedule. */
function evidenceOf(
  parts: readonly VersionPart[],
  context: JudgeContext,
): ReadonlyMap<string, 'followed' | NotJudged> {
  const counts = new Map<string, { made: number; missing: number }>();
  const evidence = new Map<string, 'followed' | NotJudged>();
  for (const part of parts) {
    const { rule, schedule } = part;
    if (typeof schedule === 'string') {
      evidence.set(rule.key, schedule);
      continue;
    }
    const count = counts.get(rule.key) ?? { made: 0, missing: 0 };
    counts.set(rule.key, count);
    count.made += part.made.filter((place) => schedule.runs[place]?.isCertain).length;
    count.missing += runsWithoutJob(part, context).length;
    const share = count.made / (count.made + count.missing);
    evidence.set(
      rule.key,
      count.made < enoughRuns ? 'tooFewRuns' : share < enoughShare ? 'offSchedule' : 'followed',
    );
  }
  return evidence;
}

/** The runs between the first and the last job of a part that certainly made no job. */
function runsWithoutJob(part: VersionPart, context: JudgeContext): readonly number[] {
  const { made, schedule } = part;
  if (typeof schedule === 'string') return [];
  const isKnown = knownBetweenRuns(part, context);
  const places: number[] = [];
  for (let at = 1; at < made.length; at++) {
    const next = made[at] ?? 0;
    const before = made[at - 1] ?? next;
    if (next - before < 2 || !isKnown(before, next)) continue;
    for (let place = before + 1; place < next; place++) places.push(place);
  }
  return provenTimes(places, part, schedule, schedule.startWindow, context);
}

/** Whether all jobs between those of two runs are known; for the places of runs that made some. */
function knownBetweenRuns(
  { jobs }: VersionPart,
  context: JudgeContext,
): (place: number, next: number) => boolean {
  const [first = Number.NaN, last = Number.NaN] = [jobs[0]?.time, jobs.at(-1)?.time];
  if (isKnownBetween(first, last, context)) return () => true;
  const firstJobs = new Map<number, number>();
  const lastJobs = new Map<number, number>();
  for (const { place, time } of jobs) {
    if (!firstJobs.has(place)) firstJobs.set(place, time);
    lastJobs.set(place, time);
  }
  return (place, next) =>
    isKnownBetween(lastJobs.get(place) ?? Number.NaN, firstJobs.get(next) ?? Number.NaN, context);
}

/** Whether all jobs that were created between two times are known. */
function isKnownBetween(from: number, to: number, { known }: JudgeContext): boolean {
  return known.some((range) => range.from <= from && range.to >= to);
}

/** The runs after the last job of a part. */
function runsAfter(part: VersionPart, context: JudgeContext): readonly number[] {
  const { made, schedule } = part;
  const last = made.at(-1);
  if (typeof schedule === 'string' || last === undefined) return [];
  return provenTimes(
    Array.from({ length: schedule.runs.length - last - 1 }, (_, place) => last + 1 + place),
    part,
    schedule,
    schedule.longestWindow,
    context,
  );
}

/** The times of those runs without a job that certainly made none. */
function provenTimes(
  places: readonly number[],
  part: VersionPart,
  { interval, runs }: RuleSchedule,
  startWindow: number | undefined,
  { known, readAt, strays }: JudgeContext,
): readonly number[] {
  if (places.length === 0) return places;
  const latest = readAt - proofMs(startWindow);
  return places.flatMap((place) => {
    const run = runs[place];
    if (run === undefined || !run.isCertain || run.time > latest) return [];
    const end = Math.min(run.time + interval, readAt);
    const isKnown = known.some((range) => range.from <= run.time && range.to >= end);
    return isKnown && !mayHaveJob(place, part, strays) ? [run.time] : [];
  });
}

/**
 * Whether a job may belong to a run, although the time of its creation says otherwise: a job may be created
 * early or late. Then there are more jobs up to the run after the next than runs that explain them.
 */
function mayHaveJob(
  place: number,
  { jobs, made, schedule }: VersionPart,
  strays: readonly number[],
): boolean {
  if (typeof schedule === 'string') return true;
  const { interval, runs } = schedule;
  // By searching: a history has thousands of jobs in a series.
  const next = made[countUpTo(place, made.length, (at) => made[at] ?? Number.NaN)];
  const from = (runs[place]?.time ?? 0) - tolerance(interval);
  const to = (next === undefined ? undefined : runs[next + 1]?.time) ?? Number.POSITIVE_INFINITY;
  const countBefore = (time: number) =>
    // Times are whole milliseconds.
    countUpTo(time - 1, jobs.length, (at) => jobs[at]?.time ?? Number.NaN);
  const loose = jobs.slice(countBefore(from), countBefore(to)).filter((one) => !one.isByStartBy);
  const explained = new Set(loose.map((one) => one.place).filter((one) => one > place));
  return loose.length + strays.filter((time) => time >= from && time < to).length > explained.size;
}

/** The number of runs without a job after the last job before the series counts as ended. */
const maxOverdue = 3;
const enoughRuns = 3;
const enoughShare = 0.8;
