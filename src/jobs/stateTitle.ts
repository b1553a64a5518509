import * as l10n from '@vscode/l10n';
import { completedWithIssues } from './jobStates.js';
import { visibleLine } from './visibleText.js';

/**
 * The name of a state in the UI, for a state of `displayState`. Unknown states are shown as AWS writes them.
 */
export function stateTitle(state: string | undefined): string {
  switch (state) {
    case 'FAILED':
      return l10n.t('Failed');
    case 'PARTIAL':
      return l10n.t('Partial');
    case 'EXPIRED':
      return l10n.t('Expired');
    case 'ABORTED':
      return l10n.t('Aborted');
    case 'ABORTING':
      return l10n.t('Aborting');
    case 'RUNNING':
      return l10n.t('Running');
    case 'PENDING':
      return l10n.t('Pending');
    case 'CREATED':
      return l10n.t('Created');
    case 'COMPLETED':
      return l10n.t('Completed');
    case completedWithIssues:
      return l10n.t('Completed with issues');
    case undefined:
      return l10n.t('No state');
    default:
      return visibleLine(state, 40);
  }
}
