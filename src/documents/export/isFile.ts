import * as vscode from 'vscode';
import { UnwrittenFileError, written } from './diskFile.js';

/**
 * Whether there is a file with this name. Throws an {@link UnwrittenFileError} if it is the name of something
 * else, or if this is not known: VS Code removes what has the name of a renamed file, a folder with all that
 * is in it.
 */
export async function isFile(place: vscode.Uri): Promise<boolean> {
  const type = await written(typeOf(place));
  if (type === undefined) return false;
  const { Directory, File } = vscode.FileType;
  if ((type & File) === 0 || (type & Directory) !== 0) throw new UnwrittenFileError('noFile', place.path);
  return true;
}

async function typeOf(place: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(place)).type;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
