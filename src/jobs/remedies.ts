import { type JobSelection, selectionKey } from './jobSelection.js';
import type { JobFailure, Remedy } from './jobSource.js';
import type { Translate } from './translate.js';

/** What a remedy is called on a button or a row. */
export function remedyTitle(remedy: Remedy, t: Translate): string {
  switch (remedy) {
    case 'clearAccountFilter':
      return t('Show Own Account');
    case 'clearFilters':
      return t('Clear Filters');
    case 'editAwsConfig':
      return t('Open AWS Config File');
    case 'openEndpointSetting':
      return t('Open Endpoint Setting');
    case 'retry':
      return t('Retry');
    case 'selectConnection':
      return t('Select Connection…');
    case 'selectRegions':
      return t('Select Regions…');
    case 'showLog':
      return t('Show Log');
    case 'signIn':
      return t('Sign In');
  }
}

/**
 * The failure, with a retry in the place of a remedy that clears filters which are not set: `filter` is what the user filters by. A group
 * and the panel ask for filters of their own, which no click of the user can clear.
 */
export function withUsefulRemedy(failure: JobFailure, filter: JobSelection): JobFailure {
  const { remedy } = failure;
  // A key quotes the name of each filter, and a quote within a value is escaped.
  const cleared = remedy === 'clearFilters' ? '"' : remedy === 'clearAccountFilter' ? '"accountId"' : '';
  return selectionKey(filter).includes(cleared) ? failure : { ...failure, remedy: 'retry' };
}

/** The command that applies a remedy; a retry is up to whoever failed. */
export function remedyCommand(remedy: Exclude<Remedy, 'retry'>): string {
  return `backupJobs.${remedy}`;
}
