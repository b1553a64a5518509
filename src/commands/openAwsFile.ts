import * as vscode from 'vscode';

/** A place in one of the AWS files. */
export interface AwsFilePlace {
  /** An absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line?: number | undefined;
}

/** Opens an AWS file, at a line where one is named, or an untitled one in its place where there is none yet. */
export async function openAwsFile({ file: path, line }: AwsFilePlace): Promise<void> {
  const file = vscode.Uri.file(path);
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  const document = await vscode.workspace.openTextDocument(exists ? file : file.with({ scheme: 'untitled' }));
  const start = new vscode.Position((line ?? 1) - 1, 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
}
