import type { JobFilter } from '../jobs/jobFilter.js';
import { completedWithIssues } from '../jobs/jobStates.js';
import type { Translate } from '../jobs/translate.js';

/** A filter that comes with the extension. */
export interface FilterPreset {
  readonly title: string;
  readonly filter: JobFilter;
}

/** What operators look for every morning, and last what shows all again. */
export function filterPresets(t: Translate): readonly FilterPreset[] {
  return [
    {
      title: t('Failed in the last 24 hours'),
      filter: { state: ['FAILED'], completeAfter: 'last 24 hours' },
    },
    { title: t('Completed with issues'), filter: { state: [completedWithIssues] } },
    { title: t('Running now'), filter: { state: ['RUNNING'] } },
    {
      title: t('Not completed in the last 7 days'),
      filter: { state: ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED', 'ABORTING'], createdAfter: 'last 7 days' },
    },
    { title: t('Everything'), filter: {} },
  ];
}
