import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { parentsOf } from '../jobs/backupParts.js';
import { type SliceOptions, Slices } from '../jobs/slices.js';
import { withoutNested } from '../jobs/withoutNested.js';
import { type BackupSeries, type GroupedJobs, jobsOfGroups } from './backupSeries.js';
import { type Finding, foldFindings, type JudgedSeries } from './foldFindings.js';
import { hasEnded, type Judgement } from './judgement.js';
import { SeriesJudge } from './judgeSeries.js';
import { withReplacedRules } from './replacedSeries.js';
import {
  ExpectedRuns,
  type RuleSchedule,
  ScheduleLearner,
  type TimeRange,
  type UnknownSchedule,
} from './ruleSchedule.js';
import type { RuleVersion } from './ruleVersion.js';
import { SeriesCollector } from './seriesCollector.js';

/** The jobs of a region, and which of them are known. Times are epoch milliseconds. */
export interface RegionJobs {
  readonly region: string;
  /** All jobs of each series that has one, as far as they were created in `known`. */
  readonly jobs: Iterable<BackupJob>;
  /** The times of creation of which all jobs are known, in order and without overlaps. */
  readonly known: readonly TimeRange[];
  readonly readAt: number;
  /** Set if a filter excludes resources. Then nothing is known of a rule, plan or vault as a whole. */
  readonly isFiltered?: true;
  /** Set for a history, of which some time may be known that is shorter than what AWS Backup lists. */
  readonly isHistory?: true;
  /** The times outside of which nothing is known of an account, by its ID. */
  readonly accounts?: ReadonlyMap<string, readonly TimeRange[]> | undefined;
}

/** What the jobs prove about runs that did not happen. */
export interface ScheduleReport {
  readonly series: readonly JudgedSeries[];
  readonly findings: readonly Finding[];
  readonly regions: readonly ReportedRegion[];
  /** The regions that could not be read. Each of the others is judged by itself then. */
  readonly unknownRegions?: readonly string[];
}

/** What a report knows of a region beside its series. */
export interface ReportedRegion extends Pick<RegionJobs, 'isHistory' | 'known' | 'readAt' | 'region'> {
  /**
   * The jobs that belong to no series: on-demand jobs, and those without a resource or a rule. A nested job
   * is one of them only if its parent is not listed.
   */
  readonly loose: readonly BackupJob[];
  /** All jobs that were judged; undefined if the report is about a part of them. */
  readonly jobs?: GroupedJobs | undefined;
}

/** The jobs of each region of a report, as it has grouped them; undefined if it is about a part of them. */
export function groupedJobs({ regions }: ScheduleReport): ReadonlyMap<string, GroupedJobs> | undefined {
  const byRegion = new Map<string, GroupedJobs>();
  for (const { jobs, region } of regions) if (jobs !== undefined) byRegion.set(region, jobs);
  return byRegion.size === regions.length ? byRegion : undefined;
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
  const reported: ReportedRegion[] = [];
  for (const region of regions) reported.push(await judgeRegion(region, judged, slices));
  await slices.pause();
  const series = withReplacedRules(judged);
  const isFiltered = regions.some((region) => region.isFiltered);
  const findings = await foldFindings(series, isFiltered, slices);
  return { ...withStopped(series, findings), regions: reported };
}

async function judgeRegion(
  { accounts, isHistory, jobs, known, readAt, region }: RegionJobs,
  judged: JudgedSeries[],
  slices: Slices,
): Promise<ReportedRegion> {
  const collector = new SeriesCollector(region);
  for (const job of jobs) {
    collector.add(job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const grouped = await collector.grouped(slices);
  const all = grouped.series;
  // A run may be older than the first job that it made.
  const expected = new ExpectedRuns({ from: (known[0]?.from ?? readAt) - marginMs, to: readAt });
  const schedules = await schedulesOf(all, expected, slices);
  const scheduleOf = (version: RuleVersion) => schedules.get(version) ?? 'noSchedule';
  const count = all.reduce((sum, { jobs }) => sum + jobs.length, 0);
  const judge = new SeriesJudge({ known, readAt, scheduleOf, jobs: count });
  for (const series of all) {
    const judgement = judge.judge(series, collector.straysOf(series.resourceArn));
    judged.push({ series, judgement: within(judgement, accounts?.get(series.accountId ?? '')) });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const orphans = await withoutListedParent(grouped, slices);
  const loose = [...grouped.loose, ...orphans];
  return { region, known, readAt, ...(isHistory && { isHistory }), loose, jobs: grouped };
}

/**
 * The same series and findings, in which a series that stopped together with others is overdue as they are,
 * however long ago that was. By itself it would have ended.
 */
function withStopped(
  series: readonly JudgedSeries[],
  findings: readonly Finding[],
): Pick<ScheduleReport, 'findings' | 'series'> {
  const stopped = new Map<JudgedSeries, JudgedSeries>();
  for (const finding of findings)
    for (const { of } of finding.kind === 'overdue' ? finding.series : [])
      if (hasEnded(of.judgement.verdict))
        stopped.set(of, { ...of, judgement: { ...of.judgement, verdict: 'overdue' } });
  if (stopped.size === 0) return { series, findings };
  const now = (one: JudgedSeries) => stopped.get(one) ?? one;
  return {
    series: series.map(now),
    findings: findings.map((finding) => ({
      ...finding,
      series: finding.series.map(({ of, times }) => ({ of: now(of), times })),
    })),
  };
}

/** A judgement without the runs outside of the times of which something is known of their account. */
function within(judgement: Judgement, times: readonly TimeRange[] | undefined): Judgement {
  const { missed, silent, verdict } = judgement;
  if (times === undefined || (missed.length === 0 && silent.length === 0)) return judgement;
  const isKnown = (run: number) => times.some(({ from, to }) => from <= run && run < to);
  const known = silent.filter(isKnown);
  return {
    ...judgement,
    missed: missed.filter(isKnown),
    silent: known,
    verdict: known.length < silent.length ? 'missingJobs' : verdict,
  };
}

/** The schedules of all versions of the rules that created the jobs of some series. */
async function schedulesOf(
  all: readonly BackupSeries[],
  expected: ExpectedRuns,
  slices: Slices,
): Promise<ReadonlyMap<RuleVersion, RuleSchedule | UnknownSchedule>> {
  const learners = new Map<RuleVersion, ScheduleLearner | UnknownSchedule>();
  for (const { created, shared, startBy } of all)
    for (let place = 0; place < shared.length; place++) {
      const version = shared[place]?.version;
      if (version === undefined) continue;
      let learner = learners.get(version);
      if (learner === undefined) {
        const runs = await expected.of(version, slices);
        learner = typeof runs === 'string' ? runs : new ScheduleLearner(runs);
        learners.set(version, learner);
        const pause = slices.nextLong();
        if (pause !== undefined) await pause;
      }
      if (typeof learner !== 'string')
        learner.add(created[place] ?? Number.NaN, startBy[place] ?? Number.NaN);
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
  const schedules = new Map<RuleVersion, RuleSchedule | UnknownSchedule>();
  for (const [version, learner] of learners)
    schedules.set(version, typeof learner === 'string' ? learner : await learner.schedule(slices));
  return schedules;
}

/** The nested jobs of which the parent is not among the jobs. */
async function withoutListedParent(grouped: GroupedJobs, slices: Slices): Promise<readonly BackupJob[]> {
  const { nested } = grouped;
  const parents = await parentsOf(grouped, jobsOfGroups(grouped), slices);
  // Parents that have none themselves are in no cycle.
  if ([...parents.values()].every(({ ParentJobId }) => ParentJobId === undefined))
    return nested.filter(({ ParentJobId = '' }) => !parents.has(ParentJobId));
  const related = new Map([...parents.values(), ...nested].map((job) => [jobKey(job), job]));
  const shown = new Set(withoutNested([...related.values()]).map(jobKey));
  return nested.filter((job) => shown.has(jobKey(job)));
}

const marginMs = 2 * 86_400_000;
