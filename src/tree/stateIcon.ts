import * as vscode from 'vscode';
import { stateLook, toneColors } from '../editor/stateLook.js';

/** The icon of a state, in the theme's color, or in a calm one, such as that of what is accepted. */
export function stateIcon(state: string | undefined, isCalm = false): vscode.ThemeIcon {
  const { icon, tone } = stateLook(state);
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(toneColors[isCalm ? 'calm' : tone]));
}
