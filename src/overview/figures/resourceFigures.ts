import type { BackupJob } from '../../jobs/backupJob.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { ResourceEntry } from './countedResource.js';
import type { CountedState } from './countedStates.js';
import type { GapFigures } from './gapFigures.js';
import type { Ranking } from './ranking.js';
import type { StaleGroup } from './staleGroup.js';

/** A resource whose last good backup is too old. */
export interface StaleEntry extends ResourceEntry {
  /** When the last good backup ended; undefined if there is none among the jobs. */
  readonly lastGood: Date | undefined;
  /** The state of the latest job. `latest` is its creation date. */
  readonly latestState: CountedState;
  readonly latest: Date | undefined;
  readonly job: BackupJob;
  readonly group: StaleGroup;
  /** Only of the group `known`. */
  readonly issue?: KnownIssue;
  /** When a newer good backup was due, by the schedule or the maximum age; undefined if no time is known. */
  readonly due: Date | undefined;
}

/** The durations of a resource's completed backups. */
export interface DurationEntry extends ResourceEntry {
  readonly backups: number;
  readonly maxMs: number;
  readonly meanMs: number;
  /** The growth of the duration per day; undefined without a clear trend. */
  readonly growthMsPerDay: number | undefined;
}

/** A resource with growing durations. */
export interface GrowingEntry extends DurationEntry {
  readonly growthMsPerDay: number;
}

/** The figures by resource. Jobs without a resource are ignored. */
export interface ResourceFigures extends GapFigures {
  readonly resources: number;
  /**
   * By group; those with known issues are not in the count. The failing ones begin with the latest failure,
   * the others with those without a good backup, then with the oldest one.
   */
  readonly stale: Ranking<StaleEntry>;
  /** The number of resources in each group; an absent group has none. */
  readonly staleByGroup: ReadonlyMap<StaleGroup, number>;
  /** How many of the stale ones have no known schedule, although their age should follow from it. */
  readonly staleWithoutSchedule: number;
  /** The number of resources of which it is not known whether their last good backup is too old. */
  readonly staleNotJudged: number;
  /** How many of the failing ones failed before the period of the attention figures. */
  readonly failingBefore: number;
  readonly longest: Ranking<DurationEntry>;
  readonly growing: Ranking<GrowingEntry>;
  /** The longest time from the creation of a job to its end, among all jobs that have ended. */
  readonly maxLifeMs: number;
}
