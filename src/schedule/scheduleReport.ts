import type { BackupJob } from '../jobs/backupJob.js';
import { type SliceOptions, Slices } from '../jobs/slices.js';
import { type BackupSeries, SeriesCollector } from './backupSeries.js';
import { type Finding, foldFindings, type JudgedSeries } from './foldFindings.js';
import { type JudgeContext, judgeSeries } from './judgeSeries.js';
import {
  ExpectedRuns,
  type RuleSchedule,
  ruleSchedule,
  type TimeRange,
  type UnknownSchedule,
} from './ruleSchedule.js';
import type { RuleVersion } from './scheduledJob.js';

/** The jobs of a region, and which of them are known. Times are epoch milliseconds. */
export interface RegionJobs {
  readonly region: string;
  /** All jobs of each series that has one, as far as they were created in `known`. */
  readonly jobs: Iterable<BackupJob>;
  /** The times of creation of which all jobs are known, in order and without overlaps. */
  readonly known: readonly TimeRange[];
  readonly readAt: number;
}

/** What the jobs prove about runs that did not happen. */
export interface ScheduleReport {
  readonly series: readonly JudgedSeries[];
  readonly findings: readonly Finding[];
}

/**
 * Compares the jobs of each series with the runs that its rule should have made. Works in slices of a few
 * milliseconds. Rejects with the signal's reason when it aborts.
 */
export async function scheduleReport(
  regions: readonly RegionJobs[],
  options: SliceOptions = {},
): Promise<ScheduleReport> {
  const slices = new Slices(options);
  const judged: JudgedSeries[] = [];
  for (const region of regions) await judgeRegion(region, judged, slices);
  await slices.pause();
  const findings = foldFindings(judged);
  await slices.pause();
  return { series: judged, findings };
}

async function judgeRegion(
  { jobs, known, readAt, region }: RegionJobs,
  judged: JudgedSeries[],
  slices: Slices,
): Promise<void> {
  const collector = new SeriesCollector(region);
  for (const job of jobs) {
    collector.add(job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  // A run may be older than the first job that it made.
  const expected = new ExpectedRuns({ from: (known[0]?.from ?? readAt) - marginMs, to: readAt });
  const schedules = new Map<string, RuleSchedule | UnknownSchedule>();
  for (const series of collector.series) {
    const scheduleOf = (version: RuleVersion) => scheduleIn(schedules, series, version, expected, collector);
    const strays = collector.straysOf(series.resourceArn);
    const context: JudgeContext = { known, readAt, scheduleOf, strays };
    judged.push({ series, judgement: judgeSeries(series, context) });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
}

function scheduleIn(
  schedules: Map<string, RuleSchedule | UnknownSchedule>,
  { accountId }: BackupSeries,
  version: RuleVersion,
  expected: ExpectedRuns,
  collector: SeriesCollector,
): RuleSchedule | UnknownSchedule {
  const key = `${accountId ?? ''} ${version.key}`;
  const known = schedules.get(key);
  if (known !== undefined) return known;
  const runs = expected.of(version);
  const schedule = typeof runs === 'string' ? runs : ruleSchedule(runs, collector.jobsOf(accountId, version));
  schedules.set(key, schedule);
  return schedule;
}

const marginMs = 2 * 86_400_000;
