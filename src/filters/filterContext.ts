import type { pickMany } from '../editor/pickMany.js';
import type { pickOne } from '../editor/pickOne.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import type { LogLine } from '../jobs/logLine.js';
import type { SavedFilters } from './savedFilters.js';

/** The quick picks for editing filters; tests replace them. */
export interface Pickers {
  readonly one: typeof pickOne;
  readonly many: typeof pickMany;
}

/** What the filter commands work with. */
export interface FilterContext {
  /** The current filter: see {@link RootFilter}. */
  readonly root: { readonly value: JobFilter; set(filter: JobFilter): Promise<void> };
  /** All loaded jobs. */
  readonly knownJobs: () => Iterable<BackupJob>;
  /** The name of the filter's backup plan; undefined if no loaded job has it. */
  readonly planName: () => string | undefined;
  /** The names of the account's vaults; empty if AWS Backup does not list them. Never rejects. */
  readonly vaultNames: () => Promise<readonly string[]>;
  /** Whether there can be jobs that are older than those that AWS Backup lists. */
  readonly hasOldJobs: () => boolean;
  readonly saved: SavedFilters;
  readonly pickers: Pickers;
  /** Writes a line to the log. */
  readonly warn: (line: LogLine) => void;
}

/** How editing ended: a filter was set, the user wants to go back, or the user cancelled. */
export type Edited = 'set' | 'back' | undefined;
