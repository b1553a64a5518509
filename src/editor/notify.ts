import * as vscode from 'vscode';
import { notificationText, statusText } from '../jobs/interpretedText.js';

/** Shows any text as an error; resolves to the button that the user pressed, if any. */
export function showError(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(notificationText(text), ...buttons);
}

/** Shows any text as information; resolves to the button that the user pressed, if any. */
export function showInformation(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(notificationText(text), ...buttons);
}

/** Shows any text as a warning; resolves to the button that the user pressed, if any. */
export function showWarning(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(notificationText(text), ...buttons);
}

/** Asks for confirmation in a modal dialog; resolves to whether the user pressed the button. */
export async function confirm(text: string, detail: string, button: string): Promise<boolean> {
  const options = { modal: true, detail: notificationText(detail) };
  return (await vscode.window.showWarningMessage(notificationText(text), options, button)) === button;
}

/** Shows any text in the status bar, for four seconds. */
export function statusMessage(text: string): void {
  vscode.window.setStatusBarMessage(statusText(text), 4000);
}

/**
 * Shows a notification while `work` runs. `work` can report any text; its token is cancelled when the user
 * cancels.
 */
export function withNotification<Result>(
  title: string,
  work: (report: (text: string) => void, token: vscode.CancellationToken) => Promise<Result>,
): Thenable<Result> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: notificationText(title), cancellable: true },
    (progress, token) => work((text) => progress.report({ message: notificationText(text) }), token),
  );
}

/** Shows the progress bar of a view while `work` runs. */
export function withViewProgress(viewId: string, work: () => Promise<void>): Thenable<void> {
  return vscode.window.withProgress({ location: { viewId } }, work);
}
