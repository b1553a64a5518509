import * as vscode from 'vscode';
import { completedWithIssues } from '../jobs/jobStates.js';
import { visibleLine } from '../jobs/visibleText.js';

/** What a state is called in a row; a state that AWS invents is shown as AWS writes it. */
export function stateTitle(state: string | undefined): string {
  switch (state) {
    case 'FAILED':
      return vscode.l10n.t('Failed');
    case 'PARTIAL':
      return vscode.l10n.t('Partial');
    case 'EXPIRED':
      return vscode.l10n.t('Expired');
    case 'ABORTED':
      return vscode.l10n.t('Aborted');
    case 'ABORTING':
      return vscode.l10n.t('Aborting');
    case 'RUNNING':
      return vscode.l10n.t('Running');
    case 'PENDING':
      return vscode.l10n.t('Pending');
    case 'CREATED':
      return vscode.l10n.t('Created');
    case 'COMPLETED':
      return vscode.l10n.t('Completed');
    case completedWithIssues:
      return vscode.l10n.t('Completed with issues');
    case undefined:
      return vscode.l10n.t('No state');
    default:
      return visibleLine(state, 40);
  }
}

/** The icon of a state: the editor's own, told apart by shape as well as by colour. */
export function stateIcon(state: string | undefined): vscode.ThemeIcon {
  const [icon, color] = icons.get(state) ?? ['question', 'list.warningForeground'];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

const icons = new Map<string | undefined, readonly [icon: string, color: string]>([
  ['FAILED', ['error', 'testing.iconFailed']],
  ['PARTIAL', ['pie-chart', 'list.warningForeground']],
  ['EXPIRED', ['watch', 'list.warningForeground']],
  ['ABORTED', ['circle-slash', 'descriptionForeground']],
  ['ABORTING', ['stop-circle', 'descriptionForeground']],
  ['RUNNING', ['sync', 'charts.blue']],
  ['PENDING', ['clock', 'charts.blue']],
  ['CREATED', ['circle-large-outline', 'charts.blue']],
  ['COMPLETED', ['pass', 'testing.iconPassed']],
  [completedWithIssues, ['warning', 'list.warningForeground']],
]);
