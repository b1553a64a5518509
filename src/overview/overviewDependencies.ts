import type { JobFilter } from '../jobs/jobFilter.js';
import type { Remedy } from '../jobs/jobSource.js';
import type { OverviewSession, OverviewSubject } from './overviewSubject.js';

/** What the overview needs from the rest of the extension. */
export interface OverviewDependencies {
  /**
   * The sessions and the filter to count; undefined if no connection is selected. Rejects with a
   * JobSourceError if it cannot be opened.
   */
  subject(): Promise<OverviewSubject | undefined>;
  /** The connection of these sessions in one line; undefined if they are no longer the current ones. */
  connectionText(sessions: readonly OverviewSession[]): string | undefined;
  /** The current filter of the tree, and the filter in words. */
  filter(): { readonly filter: JobFilter; readonly text: string };
  /** Refreshes the loaded jobs. */
  refresh(): Promise<void>;
  runRemedy(remedy: Exclude<Remedy, 'retry'>): unknown;
  /** The maximum age of a good backup, in hours; `auto` if it follows from the schedule of each resource. */
  lastGoodHours(): number | 'auto';
  readonly locale: string;
}
