import * as l10n from '@vscode/l10n';
import { type JobSelection, selectionKey } from './jobSelection.js';
import type { JobFailure, Remedy } from './jobSource.js';

/** The title of a remedy, for a button or a row. */
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
    case 'openHistory':
      return l10n.t('Open History…');
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
 * The failure with `retry` as its remedy, if its own remedy clears filters that are not set. `filter` is the
 * user's filter. Groups and the panel have other filters, which the user cannot clear.
 */
export function withUsefulRemedy(failure: JobFailure, filter: JobSelection): JobFailure {
  const { remedy } = failure;
  // A key contains the quoted names of the filters. Quotes in values are escaped.
  const cleared = remedy === 'clearFilters' ? '"' : remedy === 'clearAccountFilter' ? '"accountId"' : '';
  return selectionKey(filter).includes(cleared) ? failure : { ...failure, remedy: 'retry' };
}

/** The command of a remedy. There is none for a retry, because each caller retries itself. */
export function remedyCommand(remedy: Exclude<Remedy, 'retry'>): string {
  return `backupJobs.${remedy}`;
}
