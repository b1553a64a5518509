import * as l10n from '@vscode/l10n';
import type { JobFilter } from '../jobs/jobFilter.js';
import { completedWithIssues } from '../jobs/jobStates.js';

/** A filter that comes with the extension. */
export interface FilterPreset {
  readonly title: string;
  readonly filter: JobFilter;
}

/** What operators look for every morning, and last what shows all again. */
export function filterPresets(): readonly FilterPreset[] {
  return [
    {
      title: l10n.t('Failed in the last 24 hours'),
      filter: { state: ['FAILED'], completeAfter: 'last 24 hours' },
    },
    { title: l10n.t('Completed with issues'), filter: { state: [completedWithIssues] } },
    { title: l10n.t('Running now'), filter: { state: ['RUNNING'] } },
    {
      title: l10n.t('Not completed in the last 7 days'),
      filter: { state: ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED', 'ABORTING'], createdAfter: 'last 7 days' },
    },
    { title: l10n.t('All jobs'), filter: {} },
  ];
}
