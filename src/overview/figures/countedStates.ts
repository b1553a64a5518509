import type { BackupJob } from '../../jobs/backupJob.js';
import { completedWithIssues, displayState, stateOrder } from '../../jobs/jobStates.js';

/** A state as the overview counts it: those that are known, and one for all that AWS may invent, or leave out. */
export type CountedState = (typeof stateOrder)[number];

/** How many jobs are in each state; a state that is absent has none. */
export type StateCounts = ReadonlyMap<CountedState, number>;

/** The state that a job is counted under. */
export function countedState(job: BackupJob): CountedState {
  return knownStates.get(displayState(job)) ?? 'any other';
}

/** Whether a job left nothing, or not all, of what it was to back up. One that somebody stopped is not among them. */
export function isFailing(state: CountedState): boolean {
  return failingStates.some((failing) => failing === state);
}

/** The states of {@link isFailing}. */
export const failingStates = ['FAILED', 'PARTIAL', 'EXPIRED'] as const satisfies readonly CountedState[];

/** The states in which nothing more will happen. */
export const endedStates = [
  ...failingStates,
  'ABORTED',
  completedWithIssues,
  'COMPLETED',
] as const satisfies readonly CountedState[];

/** Of the jobs that have ended, the share that completed without a known issue, 0 to 1; undefined where none has ended. */
export function succeededShare(counts: StateCounts): number | undefined {
  const ended = endedStates.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  return ended === 0 ? undefined : (counts.get('COMPLETED') ?? 0) / ended;
}

const knownStates = new Map<string | undefined, CountedState>(stateOrder.map((state) => [state, state]));

/** Counts one more under a key. */
export function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
