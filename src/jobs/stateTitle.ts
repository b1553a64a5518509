import * as l10n from '@vscode/l10n';
import { completedWithIssues, type NamedState } from './jobStates.js';
import { visibleLine } from './visibleText.js';

/**
 * The name in the UI of a state from `displayState`. An unknown state appears as AWS writes it.
 */
export function stateTitle(state: string | undefined): string {
  if (state === undefined) return l10n.t('No state');
  return isKnown(state) ? titles[state]() : visibleLine(state, 40);
}

function isKnown(state: string): state is NamedState {
  return Object.hasOwn(titles, state);
}

const titles: Readonly<Record<NamedState, () => string>> = {
  FAILED: () => l10n.t('Failed'),
  PARTIAL: () => l10n.t('Partial'),
  EXPIRED: () => l10n.t('Expired'),
  ABORTED: () => l10n.t('Aborted'),
  ABORTING: () => l10n.t('Aborting'),
  RUNNING: () => l10n.t('Running'),
  PENDING: () => l10n.t('Pending'),
  CREATED: () => l10n.t('Created'),
  COMPLETED: () => l10n.t('Completed'),
  [completedWithIssues]: () => l10n.t('Completed with issues'),
};
