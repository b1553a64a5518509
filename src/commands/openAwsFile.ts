import * as vscode from 'vscode';

/** A place in one of the AWS files. */
export interface AwsFilePlace {
  /** An absolute path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number | undefined;
}

/**
 * Opens an AWS file, at a line if one is given. If the file does not exist, opens an untitled one in its
 * place.
 */
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
