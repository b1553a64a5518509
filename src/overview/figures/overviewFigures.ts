import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { ResourceKeys } from '../../jobs/resourceKeys.js';
import { type SliceOptions, Slices } from '../../jobs/slices.js';
import { type GroupedJobs, jobsOfGroups } from '../../schedule/backupSeries.js';
import { groupedInParts } from '../../schedule/groupedInParts.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import { type AttentionFigures, AttentionTally } from './attentionTally.js';
import { type CountedJob, JobReader } from './countedJob.js';
import { type DaysFigures, DayTally } from './dayTally.js';
import { type FailingFigures, FailingTally } from './failingTally.js';
import { type HealthFigures, HealthTally } from './healthTally.js';
import { type KnownIssueFigures, KnownIssueTally } from './knownIssueTally.js';
import { type MessageEntry, MessageTally } from './messageTally.js';
import type { Ranking } from './ranking.js';
import type { ResourceFigures } from './resourceFigures.js';
import { resourceSchedules } from './resourceSchedules.js';
import { ResourceTally } from './resourceTally.js';

/** What is counted: the time, the period and the age of a stale backup. */
export interface FiguresOptions {
  readonly now: Date;
  /** All jobs were read at this time or later. */
  readonly asOf: Date;
  /** The period before `now` of the health, failing and message figures, in milliseconds. */
  readonly periodMs: number;
  /** The maximum age of a good backup, in milliseconds; undefined if it follows from the schedules. */
  readonly staleMs: number | undefined;
}

/** What else is known when the jobs are counted. */
export interface CountingOptions extends FiguresOptions {
  /** Undefined if not all jobs of each resource are known. */
  readonly schedule?: ScheduleReport | undefined;
  /** The known issues; without them, nothing is accepted. */
  readonly accepted?: AcceptedIssues | undefined;
  /** The jobs of regions that a report has grouped. They are counted as they were then. */
  readonly grouped?: ReadonlyMap<string, GroupedJobs> | undefined;
}

/** All figures of the overview. Their size does not depend on the number of jobs. */
export interface OverviewFigures {
  readonly jobs: number;
  readonly attention: AttentionFigures;
  readonly health: HealthFigures;
  readonly days: DaysFigures;
  readonly failing: FailingFigures;
  readonly messages: Ranking<MessageEntry>;
  readonly resources: ResourceFigures;
  readonly issues: ReadonlyMap<KnownIssue, KnownIssueFigures>;
}

/**
 * Counts the jobs of some regions in slices of a few milliseconds, and yields to the event loop after each.
 * The result does not depend on the slices or the order of the jobs. Rejects with the signal's reason when it
 * aborts.
 */
export async function overviewFigures(
  byRegion: ReadonlyMap<string, Iterable<BackupJob>>,
  options: CountingOptions,
  sliceOptions: SliceOptions = {},
): Promise<OverviewFigures> {
  const slices = new Slices(sliceOptions);
  const keys = new ResourceKeys();
  const schedules =
    options.schedule && (await resourceSchedules(options.schedule, keys, slices, options.accepted));
  const attention = new AttentionTally(options);
  const health = new HealthTally(options);
  const days = new DayTally(options);
  const failing = new FailingTally(options);
  const messages = new MessageTally(options);
  const resources = new ResourceTally(options, schedules);
  const issues = new KnownIssueTally();
  let count = 0;
  const add = (counted: CountedJob) => {
    count++;
    // One by one: a call of a method of any of them would be slower.
    attention.add(counted);
    health.add(counted);
    days.add(counted);
    failing.add(counted);
    messages.add(counted);
    issues.add(counted);
  };
  for (const [region, jobs] of byRegion) {
    const reader = new JobReader(region, keys.in(region), options.accepted);
    const likelyParents: BackupJob[] = [];
    const grouped = options.grouped?.get(region);
    for await (const some of grouped === undefined ? groupedInParts(region, jobs, slices) : [grouped]) {
      for (const series of some.series)
        for (const counted of reader.eachOf(series)) {
          add(counted);
          resources.add(counted);
          const pause = slices.next();
          if (pause !== undefined) await pause;
        }
      for (const job of some.loose) {
        const counted = reader.read(job);
        add(counted);
        resources.add(counted);
        const pause = slices.next();
        if (pause !== undefined) await pause;
      }
      for (const job of some.nested) {
        const counted = reader.read(job);
        add(counted);
        resources.addNested(counted);
        const pause = slices.next();
        if (pause !== undefined) await pause;
      }
      for (const job of some.likelyParents) likelyParents.push(job);
    }
    const all = grouped === undefined ? jobs : jobsOfGroups(grouped);
    await resources.countNested(all, likelyParents, (job) => reader.read(job), slices);
  }
  const resultOf = <Result>(tally: { result(): Result }) => slices.after(() => tally.result());
  const figures = {
    jobs: count,
    attention: await slices.after(() => attention.result((key) => resources.recordOf(key))),
    health: await resultOf(health),
    days: await resultOf(days),
    failing: await resultOf(failing),
    messages: await resultOf(messages),
    issues: await resultOf(issues),
    resources: await resources.result((key, job) => attention.includes(key, job), slices),
  };
  await slices.pause();
  return figures;
}
