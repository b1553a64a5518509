import * as vscode from 'vscode';
import { markdownText } from '../jobs/interpretedText.js';

/** Any text as markdown, for an API that takes only markdown. */
export function plainMarkdown(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(markdownText(text));
}
