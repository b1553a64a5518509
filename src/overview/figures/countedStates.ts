import type { BackupJob } from '../../jobs/backupJob.js';
import { displayState, type KnownState, type Outcome, outcomeOf, stateOrder } from '../../jobs/jobStates.js';

/** A state as the overview counts it: the known states, and one for all others. */
export type CountedState = KnownState;

/** The number of jobs by state. An absent state has none. */
export type StateCounts = ReadonlyMap<CountedState, number>;

/** What is counted of a state. */
export interface StateFacts {
  readonly state: CountedState;
  readonly outcome: Outcome;
  /** Its place in a {@link StateCounter}. */
  readonly place: number;
}

/** The state that a job is counted under. */
export function stateFacts(job: BackupJob): StateFacts {
  return factsByState.get(displayState(job)) ?? anyOther;
}

function factsOf(state: CountedState): StateFacts {
  return { state, outcome: outcomeOf(state), place: stateOrder.indexOf(state) };
}

const factsByState = new Map<string | undefined, StateFacts>(
  stateOrder.map((state) => [state, factsOf(state)]),
);
const anyOther = factsOf('any other');

/** Counts jobs by state. */
export class StateCounter {
  readonly #counts = stateOrder.map(() => 0);

  add(place: number): void {
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
  }

  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count);
  }

  get counts(): StateCounts {
    const counts = stateOrder.map((state, place) => [state, this.#counts[place] ?? 0] as const);
    return new Map(counts.filter(([, count]) => count > 0));
  }
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
