import * as l10n from '@vscode/l10n';
import { type FilterChange, type JobFilter, withFilters } from '../jobs/jobFilter.js';
import { badStates, completedWithIssues } from '../jobs/jobStates.js';

/** A filter that comes with the extension. */
export interface FilterPreset {
  readonly title: string;
  /** The filters that it sets or clears. The others stay as they are. */
  readonly change: FilterChange;
}

/** What operators check every morning. */
export function filterPresets(): readonly FilterPreset[] {
  return [
    { title: l10n.t('No complete backup, last 24 hours'), change: badSince('last 24 hours') },
    { title: l10n.t('Completed with issues'), change: { state: [completedWithIssues] } },
    // A running job has no completion date.
    {
      title: l10n.t('Running now'),
      change: { state: ['RUNNING'], completeAfter: undefined, completeBefore: undefined },
    },
    { title: l10n.t('No complete backup, last 7 days'), change: badSince('last 7 days') },
  ];
}

/** The filter with a preset applied. */
export function withPreset(filter: JobFilter, { change }: FilterPreset): JobFilter {
  return withFilters(filter, change);
}

/** An earlier end of the range would hide what the preset is about. */
function badSince(createdAfter: string): FilterChange {
  return { state: badStates, createdAfter, createdBefore: undefined };
}
