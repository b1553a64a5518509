import { filterFrom, type JobFilter } from '../jobs/jobFilter.js';

/** Where a saved filter is kept: in the user's own settings, or in those of the workspace. */
export type SavedFilterScope = 'user' | 'workspace';

/** A filter of the setting `backupJobs.savedFilters`. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: JobFilter;
  readonly scope: SavedFilterScope;
  /**
   * What of it can be no filter. With any, it is not applied: it would show what it was made to leave out.
   */
  readonly problems: readonly string[];
}

/**
 * The filters that the setting holds in one scope. A person writes it, or a stranger's workspace does: it may
 * be anything.
 */
export function savedFilterEntries(setting: unknown, scope: SavedFilterScope): SavedFilter[] {
  if (setting === undefined) return [];
  if (!isRecord(setting)) return [{ name: '', filter: {}, scope, problems: [typeName(setting)] }];
  return Object.entries(setting).map(([name, kept]) => ({ name, scope, ...filterFrom(kept) }));
}

/** Whether the setting's value can hold filters by their names. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? '[…]' : String(value === null ? null : typeof value);
}
