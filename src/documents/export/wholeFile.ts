import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { partialName, UnwrittenFileError, writeDiskFile, writeStaged, written } from './diskFile.js';
import { isFile } from './isFile.js';

/**
 * Writes a file from pieces of text, completely or not at all: the existing file at `target` stays until
 * everything is written. Leaves nothing behind if `pieces` throws (the error is rethrown), `signal` aborts or
 * the disk is full.
 *
 * A target that is not on a disk of this machine, such as a virtual workspace, takes only whole files
 * (`vscode.workspace.fs` cannot append). The pieces go to a temporary file, which VS Code then copies. It
 * streams if it can. Otherwise it reads the file into memory, so the file can have at most `maxBytes`.
 *
 * Throws an {@link UnwrittenFileError} if writing fails.
 */
export async function writeWhole(
  target: vscode.Uri,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
  maxBytes = maxBytesElsewhere,
): Promise<void> {
  if (target.scheme === 'file') return writeDiskFile(target.fsPath, pieces, signal);
  await isFile(target);
  const folder = await written(mkdtemp(path.join(tmpdir(), 'backup-jobs-')));
  try {
    const staged = path.join(folder, 'export');
    const isStreamed = target.scheme === 'vscode-remote';
    await writeStaged(staged, pieces, { maxBytes: isStreamed ? undefined : maxBytes });
    signal.throwIfAborted();
    await handOver(vscode.Uri.file(staged), target, signal);
  } finally {
    await rm(folder, { force: true, recursive: true });
  }
}

/** Copies to a file beside the target first, so that only a complete file replaces an existing one. */
async function handOver(staged: vscode.Uri, target: vscode.Uri, signal: AbortSignal): Promise<void> {
  const { fs } = vscode.workspace;
  const beside = vscode.Uri.joinPath(target, '..', partialName());
  try {
    await written(fs.copy(staged, beside, { overwrite: false }));
    // Writing takes a while.
    await isFile(target);
    signal.throwIfAborted();
  } catch (error) {
    await removeQuietly(beside);
    throw error;
  }
  try {
    await written(fs.rename(beside, target, { overwrite: true }));
  } catch (error) {
    await keepOne(beside, target);
    throw error;
  }
}

/**
 * Removes the new file after a failed rename, unless it is the only one left: VS Code removes the target
 * before it renames.
 */
async function keepOne(beside: vscode.Uri, target: vscode.Uri): Promise<void> {
  const isThere = await vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (isThere) return removeQuietly(beside);
  throw new UnwrittenFileError('elsewhere', beside.toString(true));
}

async function removeQuietly(file: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(file).then(undefined, () => {});
}

/** 256 MB: several hundred thousand jobs as CSV. */
const maxBytesElsewhere = 256 * 2 ** 20;
