import * as l10n from '@vscode/l10n';
import { type JobSelection, selectionKey } from './jobSelection.js';
import type { JobFailure, Remedy } from './jobSource.js';

/** What a remedy is called on a button or a row. */
export function remedyTitle(remedy: Remedy): string {
  switch (remedy) {
    case 'clearAccountFilter':
      return l10n.t('Show Own Account');
    case 'clearFilters':
      return l10n.t('Clear Filters');
    case 'editAwsConfig':
      return l10n.t('Open AWS Config File');
    case 'openEndpointSetting':
      return l10n.t('Open Endpoint Setting');
    case 'retry':
      return l10n.t('Retry');
    case 'selectConnection':
      return l10n.t('Select Connection…');
    case 'selectRegions':
      return l10n.t('Select Regions…');
    case 'showLog':
      return l10n.t('Show Log');
    case 'signIn':
      return l10n.t('Sign In');
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
