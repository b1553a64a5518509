import type { Finding } from '../schedule/foldFindings.js';
import type { ListsSchedule, OutcomesByName } from '../schedule/listsSchedule.js';

/** What the complete lists of the tree prove about runs that did not happen. */
export interface KnownSchedule extends ListsSchedule {
  /** The regions that were judged. */
  readonly regions: readonly string[];
  /** The regions about which nothing is known. */
  readonly unknownRegions: readonly string[];
}

/** What is known of missed runs, or why nothing is. */
export type ScheduleState = KnownSchedule | 'computing' | 'failed' | 'filtered' | 'notLoaded';

/** What became of the backups of the resources of a region. */
export interface KnownOutcomes {
  readonly byName: OutcomesByName;
  /** The runs that made no job, however long ago. */
  readonly findings: readonly Finding[];
  /** The end of the period that was judged. */
  readonly asOf: Date;
}

/** What is known of outcomes, or why nothing is. */
export type OutcomesState = KnownOutcomes | 'computing' | 'failed' | 'filtered' | 'notLoaded';
