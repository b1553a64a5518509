import type { BackupJob } from '../../jobs/backupJob.js';
import { ResourceKeys } from '../../jobs/resourceKeys.js';
import { type SliceOptions, Slices } from '../../jobs/slices.js';
import { type AttentionFigures, AttentionTally } from './attentionTally.js';
import { countedJob } from './countedJob.js';
import { type DaysFigures, DayTally } from './dayTally.js';
import { type FailingFigures, FailingTally } from './failingTally.js';
import { type HealthFigures, HealthTally } from './healthTally.js';
import { type MessageEntry, MessageTally } from './messageTally.js';
import type { Ranking } from './ranking.js';
import { type ResourceFigures, ResourceTally } from './resourceTally.js';

/** What is counted: the time, the period and the age of a stale backup. */
export interface FiguresOptions {
  readonly now: Date;
  /** All jobs were read at this time or later. */
  readonly asOf: Date;
  /** The period before `now` of the health, failing and message figures, in milliseconds. */
  readonly periodMs: number;
  /** The maximum age of a good backup, in milliseconds. */
  readonly staleMs: number;
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
}

/**
 * Counts the jobs of some regions in slices of a few milliseconds, and yields to the event loop after each.
 * The result does not depend on the slices or the order of the jobs. Rejects with the signal's reason when it
 * aborts.
 */
export async function overviewFigures(
  byRegion: ReadonlyMap<string, Iterable<BackupJob>>,
  options: FiguresOptions,
  sliceOptions: SliceOptions = {},
): Promise<OverviewFigures> {
  const keys = new ResourceKeys();
  const attention = new AttentionTally(options);
  const health = new HealthTally(options);
  const days = new DayTally(options);
  const failing = new FailingTally(options);
  const messages = new MessageTally(options);
  const resources = new ResourceTally(options);
  const tallies = [attention, health, days, failing, messages, resources];
  let count = 0;
  const slices = new Slices(sliceOptions);
  for (const [region, jobs] of byRegion)
    for (const job of jobs) {
      const counted = countedJob(job, region, keys);
      for (const tally of tallies) tally.add(counted);
      count++;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
  const resultOf = <Result>(tally: { result(): Result }) => slices.after(() => tally.result());
  const figures = {
    jobs: count,
    attention: await slices.after(() => attention.result((key) => resources.recordOf(key))),
    health: await resultOf(health),
    days: await resultOf(days),
    failing: await resultOf(failing),
    messages: await resultOf(messages),
    resources: await slices.after(() => resources.result((key, job) => attention.includes(key, job))),
  };
  await slices.pause();
  return figures;
}
