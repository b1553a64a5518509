import type { Remedy } from './jobSource.js';
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

/** The command that applies a remedy; a retry is up to whoever failed. */
export function remedyCommand(remedy: Exclude<Remedy, 'retry'>): string {
  return `backupJobs.${remedy}`;
}
