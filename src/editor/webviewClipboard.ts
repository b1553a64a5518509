import * as vscode from 'vscode';
import { PageClipboard } from './pageClipboard.js';

/** The clipboard, written by the page of a webview. */
export function webviewClipboard(webview: vscode.Webview): PageClipboard {
  return new PageClipboard({
    post: (message) => webview.postMessage(message),
    writeText: (text) => vscode.env.clipboard.writeText(text),
  });
}
