import { isInProgress } from '../jobs/jobStates.js';
import { type RuleSchedule, runOf, type TimeRange, type UnknownSchedule } from './ruleSchedule.js';
import type { RuleVersion, ScheduledJob } from './scheduledJob.js';

/** Why nothing is said about the missing runs of a series. */
export type NotJudged = UnknownSchedule | 'tooFewRuns' | 'offSchedule';

/** What the jobs of one series prove about the runs of its rule. Times are epoch milliseconds. */
export interface Judgement {
  /** The job that was created last. */
  readonly latest: ScheduledJob | undefined;
  /** Whether the latest runs are known to be there. */
  readonly verdict: 'onSchedule' | 'overdue' | 'ended' | NotJudged;
  /** The runs that certainly made no job: there are jobs of the same version before and after each. */
  readonly missed: readonly number[];
  /** The runs without a job after the last job of the series. The reason is unknown. */
  readonly silent: readonly number[];
  /** For each job, the time of the run that made it; if that is unknown, the time of its creation. */
  readonly active: readonly number[];
  /** The jobs that started after more than half of their start window. */
  readonly late: readonly ScheduledJob[];
  /** The jobs that started while the job before was still running. */
  readonly overlapping: readonly ScheduledJob[];
}

/** What is known when a series is judged. */
export interface JudgeContext {
  readonly scheduleOf: (version: RuleVersion) => RuleSchedule | UnknownSchedule;
  /** The times of creation of which all jobs are known, in order and without overlaps. */
  readonly known: readonly TimeRange[];
  /** When the jobs were read. */
  readonly readAt: number;
}

/**
 * Compares the jobs of one series (one resource and one rule) with the runs that its rule should have made.
 * A run counts as missed or silent only if all jobs of its time are known, it lies at least the start window
 * and an hour in the past, its local time is certain, and the version of the rule has followed its schedule:
 * at least three runs made a job, and at least 80 % of those judged. Between two versions of a rule nothing
 * is judged.
 */
export function judgeSeries(jobs: readonly ScheduledJob[], context: JudgeContext): Judgement {
  const parts = versionParts(jobs, context);
  const evidence = evidenceOf(parts, context);
  const followed = parts.filter(({ rule }) => evidence.get(rule.key) === 'followed');
  const missed = followed.flatMap((part) => runsWithoutJob(part, context));
  const last = parts.at(-1);
  const lastEvidence = (last && evidence.get(last.rule.key)) ?? 'tooFewRuns';
  const isOff = last !== undefined && last.unmatchedSince > last.lastMade;
  const reason = lastEvidence === 'followed' ? (isOff ? 'offSchedule' : undefined) : lastEvidence;
  const silent = last !== undefined && reason === undefined ? runsAfter(last, context) : [];
  return {
    latest: last?.jobs.at(-1),
    verdict:
      reason ?? (silent.length === 0 ? 'onSchedule' : silent.length <= maxOverdue ? 'overdue' : 'ended'),
    missed,
    silent,
    active: activeTimes(parts),
    late: parts.flatMap(lateJobs),
    overlapping: overlappingJobs(parts.flatMap((part) => part.jobs)),
  };
}

/** Successive jobs of a series that the same version of its rule created. */
interface VersionPart {
  readonly rule: RuleVersion;
  readonly schedule: RuleSchedule | UnknownSchedule;
  readonly jobs: readonly ScheduledJob[];
  /** For each job, the place of the run that made it; -1 if it is unknown. */
  readonly places: readonly number[];
  /** The places in the schedule's runs that made a job, in order, each once. */
  readonly made: readonly number[];
  readonly lastMade: number;
  /** The latest creation of a job that no run explains; -Infinity if there is none. */
  readonly unmatchedSince: number;
}

function versionParts(jobs: readonly ScheduledJob[], { scheduleOf }: JudgeContext): VersionPart[] {
  const inOrder = [...jobs].sort((one, other) => one.created - other.created);
  const parts: VersionPart[] = [];
  for (let start = 0, end = 1; start < inOrder.length; end++) {
    const rule = inOrder[start]?.rule;
    if (rule === undefined || inOrder[end]?.rule.key === rule.key) continue;
    parts.push(versionPart(inOrder.slice(start, end), rule, scheduleOf(rule)));
    start = end;
  }
  return parts;
}

function versionPart(
  jobs: readonly ScheduledJob[],
  rule: RuleVersion,
  schedule: RuleSchedule | UnknownSchedule,
): VersionPart {
  const runs = typeof schedule === 'string' ? [] : schedule.runs;
  const places = jobs.map((job) => (typeof schedule === 'string' ? -1 : runOf(job, schedule)));
  const made = [...places]
    .sort((one, other) => one - other)
    .filter((place, at, all) => place !== all[at - 1]);
  if (made[0] === -1) made.shift();
  let unmatchedSince = Number.NEGATIVE_INFINITY;
  for (const [at, place] of places.entries())
    if (place === -1) unmatchedSince = Math.max(unmatchedSince, jobs[at]?.created ?? unmatchedSince);
  const lastMade = runs[made.at(-1) ?? -1]?.time ?? Number.NEGATIVE_INFINITY;
  return { rule, schedule, jobs, places, made, lastMade, unmatchedSince };
}

/** See {@link Judgement.active}. */
function activeTimes(parts: readonly VersionPart[]): readonly number[] {
  const times: number[] = [];
  for (const { jobs, places, schedule } of parts)
    for (const [at, job] of jobs.entries()) {
      const run = typeof schedule === 'string' ? undefined : schedule.runs[places[at] ?? -1];
      times.push(run?.time ?? job.created);
    }
  return times;
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
function runsWithoutJob({ made, schedule }: VersionPart, context: JudgeContext): readonly number[] {
  const [first, last] = [made[0], made.at(-1)];
  if (typeof schedule === 'string' || first === undefined || last === undefined) return [];
  const withJob = new Set(made);
  return certainRuns(schedule, first + 1, last, context, (place) => !withJob.has(place));
}

/** The runs after the last job of a part. */
function runsAfter({ made, schedule }: VersionPart, context: JudgeContext): readonly number[] {
  const last = made.at(-1);
  if (typeof schedule === 'string' || last === undefined) return [];
  return certainRuns(schedule, last + 1, schedule.runs.length, context, () => true);
}

function certainRuns(
  { interval, runs, startWindow = defaultStartWindow }: RuleSchedule,
  from: number,
  to: number,
  { known, readAt }: JudgeContext,
  isWanted: (place: number) => boolean,
): readonly number[] {
  const latest = readAt - startWindow - hourMs;
  const times: number[] = [];
  for (let place = from; place < to; place++) {
    const run = runs[place];
    if (run === undefined || run.time > latest) break;
    if (!run.isCertain || !isWanted(place)) continue;
    const end = Math.min(run.time + interval, readAt);
    if (known.some((range) => range.from <= run.time && range.to >= end)) times.push(run.time);
  }
  return times;
}

function lateJobs({ jobs, places, schedule }: VersionPart): readonly ScheduledJob[] {
  if (typeof schedule === 'string' || schedule.startWindow === undefined) return [];
  const half = schedule.startWindow / 2;
  return jobs.filter((job, at) => {
    const run = schedule.runs[places[at] ?? -1];
    return run !== undefined && job.started > run.time + half;
  });
}

/** `jobs` are in order of their creation. */
function overlappingJobs(jobs: readonly ScheduledJob[]): readonly ScheduledJob[] {
  const found: ScheduledJob[] = [];
  let before: ScheduledJob | undefined;
  for (const job of jobs) {
    if (Number.isNaN(job.started)) continue;
    if (before !== undefined && isRunningAt(job.started, before)) found.push(job);
    before = job;
  }
  return found;
}

function isRunningAt(time: number, { ended, job, started }: ScheduledJob): boolean {
  return started < time && (Number.isNaN(ended) ? isInProgress(job) : ended > time);
}

const hourMs = 3_600_000;
/**
 * The default of AWS Backup.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html StartWindowMinutes
 */
const defaultStartWindow = 8 * hourMs;
/** The number of runs without a job after the last job before the series counts as ended. */
const maxOverdue = 3;
const enoughRuns = 3;
const enoughShare = 0.8;
