import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** Why a file could not be written, in words for a person. */
export class UnwrittenFileError extends Error {
  override readonly name = 'UnwrittenFileError';
}

/**
 * Writes a file from pieces of text, whole or not at all: what was at `target` stays until all is written, and nothing is left behind
 * where `pieces` throws (its error is thrown on), `signal` aborts or the disk is full.
 *
 * On a disk the pieces go to a file beside the target, which takes its name at the end. Other places, as a virtual workspace's, take a file only as a
 * whole (`vscode.workspace.fs` has no way to add to one): the pieces go to a temporary file of this machine, which VS Code then
 * copies. Where it can it streams, else it holds the file in memory, so that such a file may have at most `mostBytes`.
 *
 * Throws an {@link UnwrittenFileError} where the writing fails.
 */
export async function writeWhole(
  target: vscode.Uri,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
  mostBytes = mostBytesElsewhere,
): Promise<void> {
  if (target.scheme === 'file') return writeOnDisk(target.fsPath, pieces, signal);
  const folder = await written(mkdtemp(path.join(tmpdir(), 'backup-jobs-')));
  try {
    const staged = path.join(folder, 'export');
    await writeStaged(staged, pieces, target.scheme === 'vscode-remote' ? undefined : mostBytes);
    signal.throwIfAborted();
    await handOver(vscode.Uri.file(staged), target, signal);
  } finally {
    await rm(folder, { force: true, recursive: true });
  }
}

async function writeOnDisk(place: string, pieces: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  // Where a link stands, it stays one.
  const target = await realpath(place).catch(() => place);
  const staged = path.join(path.dirname(target), partialName());
  try {
    await writeStaged(staged, pieces, undefined, await modeOf(target));
    signal.throwIfAborted();
    await written(rename(staged, target));
  } finally {
    await rm(staged, { force: true });
  }
}

async function writeStaged(
  staged: string,
  pieces: AsyncIterable<string>,
  mostBytes = Number.POSITIVE_INFINITY,
  mode?: number,
): Promise<void> {
  const file = await written(open(staged, 'wx'));
  try {
    if (mode !== undefined) await written(file.chmod(mode));
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += await written(append(file, piece));
      if (bytes > mostBytes) throw new UnwrittenFileError(tooLongText(mostBytes));
    }
    await written(file.sync());
  } finally {
    await file.close();
  }
}

async function append(file: FileHandle, piece: string): Promise<number> {
  const bytes = Buffer.from(piece, 'utf8');
  for (let begin = 0; begin < bytes.length; )
    begin += (await file.write(bytes, begin, bytes.length - begin)).bytesWritten;
  return bytes.length;
}

/** First beside the target, so that one that is there already is lost only to a whole one. */
async function handOver(staged: vscode.Uri, target: vscode.Uri, signal: AbortSignal): Promise<void> {
  const { fs } = vscode.workspace;
  const beside = vscode.Uri.joinPath(target, '..', partialName());
  try {
    await written(fs.copy(staged, beside, { overwrite: true }));
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

/** To take a name, VS Code removes who has it first: where that was all that went well, the new file is the only one there is. */
async function keepOne(beside: vscode.Uri, target: vscode.Uri): Promise<void> {
  const isThere = await vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (isThere) return removeQuietly(beside);
  throw new UnwrittenFileError(
    vscode.l10n.t('The export is whole, but could not take its name. It is in {file}.', {
      file: beside.toString(true),
    }),
  );
}

async function removeQuietly(file: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(file).then(undefined, () => {});
}

async function modeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ mode }) => mode & 0o777,
    () => undefined,
  );
}

/** Waits for a step of the writing, whose error is told as that. */
async function written<Value>(step: PromiseLike<Value>): Promise<Value> {
  try {
    return await step;
  } catch (error) {
    throw new UnwrittenFileError(reasonText(error), { cause: error });
  }
}

/** Node's errors begin with their code: `ENOSPC: no space left on device, write`. */
function reasonText(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return vscode.l10n.t('There is no space left on the disk.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'NoPermissions':
      return vscode.l10n.t('It is not permitted to write there.');
    case 'ENOENT':
    case 'ENOTDIR':
    case 'FileNotFound':
      return vscode.l10n.t('The folder is not there.');
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function tooLongText(mostBytes: number): string {
  return vscode.l10n.t(
    'Files in this place are written in one go, up to {size} MB. Save it to a disk, or export fewer jobs.',
    { size: Math.floor(mostBytes / 2 ** 20) },
  );
}

/** Hidden, and recognisable should the machine stop in the middle. */
function partialName(): string {
  return `.backup-jobs-${randomBytes(6).toString('hex')}.partial`;
}

/** 256 MB: about 250,000 jobs as CSV. */
const mostBytesElsewhere = 256 * 2 ** 20;
