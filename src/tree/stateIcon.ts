import * as vscode from 'vscode';
import { stateLook, toneColors } from '../editor/stateLook.js';

/** The icon of a state, in the theme's color. */
export function stateIcon(state: string | undefined): vscode.ThemeIcon {
  const { icon, tone } = stateLook(state);
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(toneColors[tone]));
}
