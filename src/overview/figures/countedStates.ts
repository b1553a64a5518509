import type { BackupJob } from '../../jobs/backupJob.js';
import { displayState, type KnownState, knownState, outcomeOf } from '../../jobs/jobStates.js';

/** A state as the overview counts it: the known states, and one for all others. */
export type CountedState = KnownState;

/** The number of jobs by state. An absent state has none. */
export type StateCounts = ReadonlyMap<CountedState, number>;

/** The state that a job is counted under. */
export function countedState(job: BackupJob): CountedState {
  return knownState(displayState(job));
}

/** Whether a job in this state has ended without a complete backup. */
export function isFailing(state: CountedState): boolean {
  return outcomeOf(state) === 'bad';
}

/**
 * The share of good backups among the jobs that have ended, 0 to 1; undefined if none has ended.
 *
 * @param knownWithIssues how many of those with issues are good, because the issues are known
 */
export function succeededShare(counts: StateCounts, knownWithIssues = 0): number | undefined {
  let [ended, good] = [0, knownWithIssues];
  for (const [state, count] of counts) {
    const outcome = outcomeOf(state);
    if (outcome !== 'open') ended += count;
    if (outcome === 'good') good += count;
  }
  return ended === 0 ? undefined : good / ended;
}

/** Increments the count of a key. */
export function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
