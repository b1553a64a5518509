import * as vscode from 'vscode';
import { stateLook, toneColors } from '../editor/stateLook.js';

/** The icon of a state, in the theme's color; that of a job that is accepted as a known issue is calm. */
export function stateIcon(state: string | undefined, isAccepted = false): vscode.ThemeIcon {
  const { icon, tone } = stateLook(state);
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(toneColors[isAccepted ? 'calm' : tone]));
}
