import type { JobFilter } from '../jobs/jobFilter.js';
import type { Remedy } from '../jobs/jobSource.js';
import type { OverviewSession, OverviewSubject } from './overviewSubject.js';

/** What the overview asks of those around it. */
export interface OverviewHost {
  /**
   * Whose jobs to count; undefined where no connection is chosen. Rejects with a JobSourceError where it
   * cannot be opened.
   */
  subject(): Promise<OverviewSubject | undefined>;
  /** Whose jobs these sessions hold, in words; undefined where they are no longer those in use. */
  connectionText(sessions: readonly OverviewSession[]): string | undefined;
  /** What the tree is filtered by at present, and that in words. */
  filter(): { readonly filter: JobFilter; readonly text: string };
  /** Reads again what is known already. */
  refresh(): Promise<void>;
  runRemedy(remedy: Exclude<Remedy, 'retry'>): void;
  /** After so many hours a good backup is too old. */
  lastGoodHours(): number;
  readonly locale: string;
}
