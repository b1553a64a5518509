import { entry } from '../jobs/mapEntry.js';
import type { BackupSeries } from './backupSeries.js';
import type { Judgement, NotJudged } from './judgement.js';
import { PlacedJobs, runTime, type ScheduleOf } from './placedJobs.js';
import type { RuleSchedule, UnknownSchedule } from './ruleSchedule.js';
import type { ScheduledJob } from './ruleVersion.js';
import { RunStartsTally } from './runStarts.js';
import { isKnownBetween, type KnownTimes, runsAfter, runsWithoutJob } from './runsWithoutJob.js';
import { type VersionPart, versionParts } from './versionParts.js';

/** What is known of all series of a region when they are judged. */
export interface JudgeContext extends Pick<KnownTimes, 'known' | 'readAt'> {
  readonly scheduleOf: ScheduleOf;
  /** The number of all jobs of the series. */
  readonly jobs: number;
}

/**
 * Compares the jobs of a series (one resource and one rule) with the runs that its rule should have made. A
 * run counts as missed or silent only if all jobs between those before and after it are known, it lies at
 * least the start window and an hour in the past, its local time is certain, no other job can be its job, and
 * the version of the rule has followed its schedule: at least three runs made a job, and at least 80 % of
 * those judged. Between two versions of a rule nothing is judged, and a gap in what is known may hide one.
 */
export class SeriesJudge {
  readonly #context: JudgeContext;
  readonly #placed = new PlacedJobs();
  /** That of all judgements. */
  readonly #active: Float64Array;
  #activeEnd = 0;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.#active = new Float64Array(context.jobs);
  }

  /** @param strays those of {@link KnownTimes} */
  judge(series: BackupSeries, strays: readonly number[]): Judgement {
    const { known, readAt, scheduleOf } = this.#context;
    const placed = this.#placed;
    placed.fill(series, scheduleOf);
    const parts = versionParts(placed, series, scheduleOf);
    const last = parts.at(-1);
    const schedule = last === undefined ? onlySchedule(series, scheduleOf) : last.schedule;
    const base = {
      ...this.#runsOf(parts, series),
      schedule: typeof schedule === 'string' ? undefined : schedule,
      latest: last && jobAt(last, series, placed.length - 1),
    };
    const isWhole = series.isComplete && placed.length === series.jobs.length;
    const times = { known, readAt, strays };
    if (!isWhole || strays.some(Number.isNaN))
      return { ...base, verdict: 'incompleteJob', missed: [], silent: [] };
    return { ...base, ...proven(parts, times) };
  }

  #runsOf(
    parts: readonly VersionPart[],
    series: BackupSeries,
  ): Pick<Judgement, 'active' | 'lastActive' | 'starts'> {
    const start = this.#activeEnd;
    const starts = new RunStartsTally(series);
    let lastActive = Number.NEGATIVE_INFINITY;
    for (const { from, jobs, schedule, to } of parts) {
      const startWindow = startWindowOf(schedule);
      for (let at = from; at < to; at++) {
        const run = runTime(schedule, jobs.places[at] ?? -1);
        starts.add(jobs.rows[at] ?? -1, run, jobs.byStartBy[at] === 1 ? startWindow : Number.NaN);
        const time = Number.isNaN(run) ? (jobs.times[at] ?? Number.NaN) : run;
        if (time > lastActive) lastActive = time;
        this.#active[this.#activeEnd++] = time;
      }
    }
    return {
      active: this.#active.subarray(start, this.#activeEnd),
      lastActive,
      starts: starts.result(),
    };
  }
}

/** What complete jobs prove. */
function proven(
  parts: readonly VersionPart[],
  known: KnownTimes,
): Pick<Judgement, 'missed' | 'silent' | 'verdict'> {
  const withoutJob = parts.map((part) => runsWithoutJob(part, known));
  const counts = countsByVersion(parts, withoutJob);
  const evidenceFor = ({ rule }: VersionPart) => evidenceOf(counts.get(rule.key));
  const missed = parts.flatMap((part, place) =>
    evidenceFor(part) === 'followed' ? (withoutJob[place] ?? []) : [],
  );
  const last = parts.at(-1);
  const lastEvidence = last === undefined ? 'tooFewRuns' : evidenceFor(last);
  if (last === undefined || lastEvidence !== 'followed')
    return { verdict: lastEvidence === 'followed' ? 'tooFewRuns' : lastEvidence, missed, silent: [] };
  const { jobs, to } = last;
  const latest = jobs.times[to - 1] ?? Number.NEGATIVE_INFINITY;
  if (known.strays.some((time) => time > latest)) return { verdict: 'incompleteJob', missed, silent: [] };
  if (jobs.places[to - 1] === -1) return { verdict: 'offSchedule', missed, silent: [] };
  if (!isKnownBetween(latest, known.readAt, known)) return { verdict: 'missingJobs', missed, silent: [] };
  const silent = runsAfter(last, known);
  const verdict = silent.length === 0 ? 'onSchedule' : silent.length <= maxOverdue ? 'overdue' : 'ended';
  return { verdict, missed, silent };
}

function startWindowOf(schedule: RuleSchedule | UnknownSchedule): number {
  return (typeof schedule === 'string' ? undefined : schedule.startWindow) ?? Number.NaN;
}

/** The schedule of jobs that no date puts in order; undefined if they are of several versions of the rule. */
function onlySchedule(
  { shared: [first, ...others] }: BackupSeries,
  scheduleOf: ScheduleOf,
): RuleSchedule | UnknownSchedule | undefined {
  const isOnly = others.every(({ version }) => version.key === first?.version.key);
  return isOnly && first !== undefined ? scheduleOf(first.version) : undefined;
}

function jobAt(
  { jobs, rule }: VersionPart,
  { created, jobs: own, shared }: BackupSeries,
  at: number,
): ScheduledJob {
  const row = jobs.rows[at] ?? -1;
  return { job: own[row] ?? {}, created: created[row] ?? Number.NaN, rule: shared[row]?.version ?? rule };
}

/** What all parts of a version show: how many certain runs made a job, and how many made none. */
interface RunCounts {
  made: number;
  missing: number;
  readonly unknown: UnknownSchedule | undefined;
}

/** @param withoutJob the runs of each part that made no job */
function countsByVersion(
  parts: readonly VersionPart[],
  withoutJob: readonly (readonly number[])[],
): ReadonlyMap<string, RunCounts> {
  const counts = new Map<string, RunCounts>();
  for (const [place, { made, rule, schedule }] of parts.entries()) {
    const unknown = typeof schedule === 'string' ? schedule : undefined;
    const count = entry(counts, rule.key, () => ({ made: 0, missing: 0, unknown }));
    count.missing += withoutJob[place]?.length ?? 0;
    if (typeof schedule === 'string') continue;
    for (const run of made) if (schedule.runs[run]?.isCertain) count.made++;
  }
  return counts;
}

/** Whether a version of the rule has followed its schedule. */
function evidenceOf(counts: RunCounts | undefined): 'followed' | NotJudged {
  if (counts === undefined) return 'tooFewRuns';
  const { made, missing, unknown } = counts;
  if (unknown !== undefined) return unknown;
  if (made < enoughRuns) return 'tooFewRuns';
  return made / (made + missing) < enoughShare ? 'offSchedule' : 'followed';
}

/** The number of runs without a job after the last job before the series counts as ended. */
const maxOverdue = 3;
const enoughRuns = 3;
const enoughShare = 0.8;
