import type { pickMany } from '../editor/pickMany.js';
import type { pickOne } from '../editor/pickOne.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import type { LogLine } from '../jobs/logLine.js';
import type { SavedFilters } from './savedFilters.js';

/** The quick picks that filters are edited with. */
export interface Pickers {
  readonly one: typeof pickOne;
  readonly many: typeof pickMany;
}

/** What the commands about filters work with. */
export interface FilterHost {
  /** The filter in use: see {@link RootFilter}. */
  readonly root: { readonly value: JobFilter; set(filter: JobFilter): Promise<void> };
  /** Every job that is loaded. */
  readonly knownJobs: () => Iterable<BackupJob>;
  /** The account's vaults; none where AWS Backup does not tell them. Never rejects. */
  readonly vaultNames: () => Promise<readonly string[]>;
  readonly saved: SavedFilters;
  readonly pickers: Pickers;
  /** Writes a line to the log. */
  readonly warn: (line: LogLine) => void;
}

/** How the editing of a field ended: it was set, the user wants to go back, or went away. */
export type Edited = 'set' | 'back' | undefined;
