import * as vscode from 'vscode';

/** The icon of a panel's tab: `media/NAME-light.svg` and `media/NAME-dark.svg`. */
export function tabIcon(
  extensionUri: vscode.Uri,
  name: 'calendar' | 'job' | 'overview',
): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const file = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', `${name}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}
