import * as vscode from 'vscode';
import { completedWithIssues } from '../jobs/jobStates.js';

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
