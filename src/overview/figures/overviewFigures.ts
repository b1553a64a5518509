import type { BackupJob } from '../../jobs/backupJob.js';
import { countedJob } from './countedJob.js';
import { type DaysFigures, DayTally } from './dayTally.js';
import { type FailingFigures, FailingTally } from './failingTally.js';
import { type HealthFigures, HealthTally } from './healthTally.js';
import { type MessageEntry, MessageTally } from './messageTally.js';
import type { Ranking } from './ranking.js';
import { type ResourceFigures, ResourceTally } from './resourceTally.js';
import { afterTurn, yieldToEventLoop } from './yieldToEventLoop.js';

/** What the figures are asked for with. */
export interface FiguresOptions {
  readonly now: Date;
  /** The period of the health line, of who fails and of the messages, in milliseconds up to now. */
  readonly periodMs: number;
  /** A good backup that is older than so many milliseconds is too old. */
  readonly staleMs: number;
}

/** All that the overview tells of some jobs. Its size does not grow with them. */
export interface OverviewFigures {
  readonly jobs: number;
  readonly health: HealthFigures;
  readonly days: DaysFigures;
  readonly failing: FailingFigures;
  readonly messages: Ranking<MessageEntry>;
  readonly resources: ResourceFigures;
}

/**
 * Counts `jobs` through, in slices of a few milliseconds between which `pause` lets others have their turn.
 * What comes out depends neither on the slices nor on the order of the jobs. Rejects with the signal's reason
 * once it aborts.
 */
export async function overviewFigures(
  jobs: Iterable<BackupJob>,
  options: FiguresOptions,
  { signal, pause = yieldToEventLoop, sliceMs = maxSlice }: SliceOptions = {},
): Promise<OverviewFigures> {
  const health = new HealthTally(options);
  const days = new DayTally(options);
  const failing = new FailingTally(options);
  const messages = new MessageTally(options);
  const resources = new ResourceTally(options);
  const tallies = [health, days, failing, messages, resources];
  let count = 0;
  let started = performance.now();
  for (const job of jobs) {
    const counted = countedJob(job);
    for (const tally of tallies) tally.add(counted);
    if (++count % jobsBetweenLooks !== 0 || performance.now() - started < sliceMs) continue;
    await pause();
    signal?.throwIfAborted();
    started = performance.now();
  }
  const resultOf = <Result>(tally: { result(): Result }) => afterTurn(() => tally.result(), pause);
  const figures = {
    jobs: count,
    health: await resultOf(health),
    days: await resultOf(days),
    failing: await resultOf(failing),
    messages: await resultOf(messages),
    resources: await resultOf(resources),
  };
  await pause();
  signal?.throwIfAborted();
  return figures;
}

/** How the counting is cut. */
export interface SliceOptions {
  readonly signal?: AbortSignal | undefined;
  readonly pause?: (() => Promise<void>) | undefined;
  readonly sliceMs?: number | undefined;
}

/** Milliseconds, far below what is felt: a garbage collection may come on top. */
const maxSlice = 5;
const jobsBetweenLooks = 32;
