import * as vscode from 'vscode';
import { markdownText } from '../jobs/interpretedText.js';

/** Any text, for a place that takes nothing but markdown. */
export function plainMarkdown(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(markdownText(text));
}
