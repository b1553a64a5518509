import * as l10n from '@vscode/l10n';
import type { JobFailure } from './jobSource.js';

/** The failure of a listing whose token leads back to an earlier page. */
export const repeatedTokenFailure: JobFailure = {
  kind: 'repeatedToken',
  summary: l10n.t('AWS Backup repeated a page token'),
  detail: l10n.t('Continuing would load the same pages forever. Retry to load the list from its start.'),
  remedy: 'retry',
};

/** The failure of a listing that gets too many pages without new jobs. */
export const noProgressFailure: JobFailure = {
  kind: 'service',
  summary: l10n.t('Many pages in a row held no new jobs'),
  detail: l10n.t('Retry to continue from there.'),
  remedy: 'retry',
};
