/** What the page of a panel refers to. */
export interface PanelPage {
  /** What a screen reader calls the page. */
  readonly title: string;
  /** The webview's own source for a content security policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Unguessable, and new for each page. */
  readonly nonce: string;
  readonly language: string;
}

/**
 * The page of a panel: a frame without any data, which comes as messages. Nothing runs but the one script and
 * nothing is loaded from anywhere else.
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
