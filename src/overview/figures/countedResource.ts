import type { BackupJob } from '../../jobs/backupJob.js';
import { resourceIdOf } from '../../jobs/jobFacts.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { CountedState } from './countedStates.js';
import { DurationTrend } from './durationTrend.js';
import type { Ranked } from './ranking.js';

/** A resource in a ranking. */
export interface ResourceEntry extends Ranked {
  readonly arn: string;
  readonly title: string;
  readonly type: string | undefined;
}

/** What is counted of a resource. */
export interface CountedResource {
  readonly arn: string;
  /** The latest job. */
  job: BackupJob | undefined;
  title: string | undefined;
  type: string | undefined;
  /** Epoch milliseconds; 0 if there is none. */
  lastGood: number;
  /** The creation of the latest good backup, or its end if that is not known, in the same way. */
  lastGoodCreated: number;
  /** The creation of the good backups, or their end, in the same way. */
  readonly good: number[];
  /** The creation of the first job that has ended, or its end, in the same way; infinite if there is none. */
  firstEnded: number;
  /** Whether a job has ended, or a good one has, of which no time is known. */
  hasUndatedEnd: boolean;
  hasUndatedGood: boolean;
  /** The keys of the resources of its jobs' parents; undefined for a parent that is not listed. */
  readonly parents: Set<string | undefined>;
  /**
   * The creation of the latest failure that is no known issue, or its end, in the same way; infinite if one
   * has no time, and negative infinity if there is none.
   */
  lastOpen: number;
  /** The creation of the jobs that have ended otherwise. */
  readonly notGood: number[];
  latest: number;
  state: CountedState;
  /** The known issue that accepts the latest job. */
  issue: KnownIssue | undefined;
  readonly durations: DurationTrend;
}

/** A resource of which nothing is counted yet. */
export function newResource(arn: string): CountedResource {
  return {
    arn,
    job: undefined,
    title: undefined,
    type: undefined,
    lastGood: 0,
    lastGoodCreated: 0,
    good: [],
    firstEnded: Number.POSITIVE_INFINITY,
    hasUndatedEnd: false,
    hasUndatedGood: false,
    parents: new Set(),
    lastOpen: Number.NEGATIVE_INFINITY,
    notGood: [],
    latest: 0,
    state: 'any other',
    issue: undefined,
    durations: new DurationTrend(),
  };
}

/** The date of epoch milliseconds; 0 is none. */
export function dateOf(time: number): Date | undefined {
  return time === 0 ? undefined : new Date(time);
}

/** A resource with its place in a ranking. */
export interface RankedResource extends Ranked {
  readonly resource: CountedResource;
}

/** The part of an entry that all rankings have. */
export function resourceEntry({
  key,
  weight,
  resource: { arn, title, type },
}: RankedResource): ResourceEntry {
  return { key, weight, arn, title: title || resourceIdOf(arn) || arn, type };
}
