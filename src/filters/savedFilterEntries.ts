import { isRecord } from '../jobs/isRecord.js';
import { filterFrom, type JobFilter } from '../jobs/jobFilter.js';

/** Where a saved filter is stored: in the user settings or the workspace settings. */
export type SavedFilterScope = 'user' | 'workspace';

/** A filter of the setting `backupJobs.savedFilters`. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: JobFilter;
  readonly scope: SavedFilterScope;
  /** The invalid parts. A filter with any is not applied: it would show jobs that it was made to hide. */
  readonly problems: readonly string[];
}

/**
 * The filters in one scope of the setting. The value can be anything: the user or an untrusted workspace
 * wrote it.
 */
export function savedFilterEntries(setting: unknown, scope: SavedFilterScope): SavedFilter[] {
  if (setting === undefined) return [];
  if (!isRecord(setting)) return [{ name: '', filter: {}, scope, problems: [typeName(setting)] }];
  return Object.entries(setting).map(([name, stored]) => ({ name, scope, ...filterFrom(stored) }));
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? '[…]' : String(value === null ? null : typeof value);
}
