import * as vscode from 'vscode';

/** Opens the AWS config file, or an untitled one in its place where there is none yet. */
export async function openAwsConfig(path: string): Promise<void> {
  const file = vscode.Uri.file(path);
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  const document = await vscode.workspace.openTextDocument(exists ? file : file.with({ scheme: 'untitled' }));
  await vscode.window.showTextDocument(document);
}
