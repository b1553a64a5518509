import type { BackupJob } from '../../jobs/backupJob.js';
import { displayState, type KnownState, knownState, outcomeOf } from '../../jobs/jobStates.js';

/**
 * A state as the overview counts it: those that are known, and one for all that AWS may invent, or leave out.
 */
export type CountedState = KnownState;

/** How many jobs are in each state; a state that is absent has none. */
export type StateCounts = ReadonlyMap<CountedState, number>;

/** The state that a job is counted under. */
export function countedState(job: BackupJob): CountedState {
  return knownState(displayState(job));
}

/** Whether a job in this state has ended without a complete backup. */
export function isFailing(state: CountedState): boolean {
  return outcomeOf(state) === 'bad';
}

/** Of the jobs that have ended, the share of good backups, 0 to 1; undefined where none has ended. */
export function succeededShare(counts: StateCounts): number | undefined {
  let [ended, good] = [0, 0];
  for (const [state, count] of counts) {
    const outcome = outcomeOf(state);
    if (outcome !== 'open') ended += count;
    if (outcome === 'good') good += count;
  }
  return ended === 0 ? undefined : good / ended;
}

/** Counts one more under a key. */
export function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
