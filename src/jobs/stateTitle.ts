import { completedWithIssues } from './jobStates.js';
import type { Translate } from './translate.js';
import { visibleLine } from './visibleText.js';

/** What a person calls a state, as `displayState` tells it; a state that AWS invents is shown as AWS writes it. */
export function stateTitle(state: string | undefined, t: Translate): string {
  switch (state) {
    case 'FAILED':
      return t('Failed');
    case 'PARTIAL':
      return t('Partial');
    case 'EXPIRED':
      return t('Expired');
    case 'ABORTED':
      return t('Aborted');
    case 'ABORTING':
      return t('Aborting');
    case 'RUNNING':
      return t('Running');
    case 'PENDING':
      return t('Pending');
    case 'CREATED':
      return t('Created');
    case 'COMPLETED':
      return t('Completed');
    case completedWithIssues:
      return t('Completed with issues');
    case undefined:
      return t('No state');
    default:
      return visibleLine(state, 40);
  }
}
