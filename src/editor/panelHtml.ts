/** What the page of a panel contains. */
export interface PanelPage {
  /** The name of the page for screen readers. */
  readonly title: string;
  /** The webview's own source for a content security policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Random, and new for each page. */
  readonly nonce: string;
  readonly language: string;
}

/**
 * The HTML of a panel. It contains no data: that comes in messages. It runs only its one script, and loads
 * only files of the extension.
 *
 * @see https://code.visualstudio.com/api/extension-guides/webview#content-security-policy
 */
export function panelHtml({ cspSource, language, nonce, script, style, title }: PanelPage): string {
  const policy = `default-src 'none'; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(style)}">
  <title>${attribute(title)}</title>
</head>
<body>
  <main></main>
  <script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
