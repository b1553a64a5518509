import type { ListsSchedule } from '../schedule/listsSchedule.js';

/** What the complete lists of the tree prove about runs that did not happen. */
export interface KnownSchedule extends ListsSchedule {
  /** The regions that were judged. */
  readonly regions: readonly string[];
  /** The regions about which nothing is known. */
  readonly unknownRegions: readonly string[];
}

/** What is known of missed runs, or why nothing is. */
export type ScheduleState = KnownSchedule | 'computing' | 'filtered' | 'notLoaded';
