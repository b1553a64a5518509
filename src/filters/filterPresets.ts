import * as l10n from '@vscode/l10n';
import type { JobFilter } from '../jobs/jobFilter.js';
import { badStates, completedWithIssues } from '../jobs/jobStates.js';

/** A filter that comes with the extension. */
export interface FilterPreset {
  readonly title: string;
  readonly filter: JobFilter;
}

/** What operators check every morning; the last one shows all jobs again. */
export function filterPresets(): readonly FilterPreset[] {
  return [
    {
      title: l10n.t('No complete backup, last 24 hours'),
      filter: { state: badStates, createdAfter: 'last 24 hours' },
    },
    { title: l10n.t('Completed with issues'), filter: { state: [completedWithIssues] } },
    { title: l10n.t('Running now'), filter: { state: ['RUNNING'] } },
    {
      title: l10n.t('No complete backup, last 7 days'),
      filter: { state: badStates, createdAfter: 'last 7 days' },
    },
    { title: l10n.t('All jobs'), filter: {} },
  ];
}
