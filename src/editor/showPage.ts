import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelHtml } from './panelHtml.js';

/** The page of a panel. */
export interface ShownPage {
  readonly extensionUri: vscode.Uri;
  /** Its script is `dist/webview/NAME.js`, its style `NAMEStyle.css`. */
  readonly name: string;
  /** Its name for screen readers. */
  readonly title: string;
}

/** Shows a page in a webview. It can load files of the extension's `dist/webview` only. */
export function showPage(webview: vscode.Webview, { extensionUri, name, title }: ShownPage): void {
  const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  webview.html = panelHtml({
    title,
    cspSource: webview.cspSource,
    script: address(`${name}.js`),
    style: address(`${name}Style.css`),
    nonce: randomBytes(16).toString('base64url'),
    language: vscode.env.language,
  });
}
