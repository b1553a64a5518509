import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Why a file could not be written. `elsewhere`: it is whole, but under another name. `noFile`: a folder or a device has its name. */
export type UnwrittenReason =
  | 'elsewhere'
  | 'noFile'
  | 'noFolder'
  | 'noSpace'
  | 'notPermitted'
  | 'other'
  | 'tooLong';

/** A file could not be written. Its message is the system's own, or for `elsewhere` the name that it has, for `tooLong` the most bytes. */
export class UnwrittenFileError extends Error {
  override readonly name = 'UnwrittenFileError';

  constructor(
    readonly reason: UnwrittenReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Writes a file of this machine from pieces of text, whole or not at all: they go to a file beside it, which takes its name at the end. Throws what `pieces`
 * throws, an {@link UnwrittenFileError} where the writing fails, and the reason of `signal` where that has aborted; then all is as it was.
 *
 * A symbolic link is replaced, never followed: in a workspace of someone else it may lead anywhere. So is a hard link. A file that is
 * replaced hands its mode on; a new one is its owner's alone, for jobs name accounts and resources.
 */
export async function writeDiskFile(
  place: string,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  const staged = path.join(path.dirname(place), partialName());
  const mode = await modeToKeep(place);
  try {
    await writeStaged(staged, pieces, { mode });
    signal.throwIfAborted();
    await written(rename(staged, place));
  } finally {
    await rm(staged, { force: true });
  }
}

/** Writes a new file, its owner's alone where no `mode` is given, and leaves it however it ends; otherwise like {@link writeDiskFile}. */
export async function writeStaged(
  staged: string,
  pieces: AsyncIterable<string>,
  {
    mode,
    maxBytes = Number.POSITIVE_INFINITY,
  }: { readonly mode?: number | undefined; readonly maxBytes?: number | undefined },
): Promise<void> {
  const file = await written(open(staged, 'wx', ownerOnly));
  try {
    // Some file systems have modes of their own, and refuse others.
    if (mode !== undefined && mode !== modeOf(await file.stat())) await written(file.chmod(mode));
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += await written(append(file, piece));
      if (bytes > maxBytes) throw new UnwrittenFileError('tooLong', String(maxBytes));
    }
    await written(file.sync());
  } finally {
    await file.close();
  }
}

/** Waits for a step of the writing, whose error is told as an {@link UnwrittenFileError}. */
export async function written<Value>(step: PromiseLike<Value>): Promise<Value> {
  try {
    return await step;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UnwrittenFileError(reasonOf(error), message, { cause: error });
  }
}

/** Hidden, and recognisable should the machine stop in the middle. */
export function partialName(): string {
  return `.backup-jobs-${randomBytes(6).toString('hex')}.partial`;
}

async function append(file: FileHandle, piece: string): Promise<number> {
  const bytes = Buffer.from(piece, 'utf8');
  for (let begin = 0; begin < bytes.length; )
    begin += (await file.write(bytes, begin, bytes.length - begin)).bytesWritten;
  return bytes.length;
}

/** The mode of the file that has this name; undefined where none has, or a link does. */
async function modeToKeep(place: string): Promise<number | undefined> {
  const stats = await lstat(place).catch(() => undefined);
  if (stats === undefined || stats.isSymbolicLink()) return undefined;
  // Even to take the name of a device is to do away with it.
  if (!stats.isFile()) throw new UnwrittenFileError('noFile', place);
  return modeOf(stats);
}

function modeOf({ mode }: { readonly mode: number }): number {
  return mode & 0o777;
}

/** By the codes of Node and of VS Code's `FileSystemError`. */
function reasonOf(error: unknown): UnwrittenReason {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons.get(code) ?? 'other';
}

const reasons: ReadonlyMap<string, UnwrittenReason> = new Map([
  ['EDQUOT', 'noSpace'],
  ['ENOSPC', 'noSpace'],
  ['EACCES', 'notPermitted'],
  ['EPERM', 'notPermitted'],
  ['EROFS', 'notPermitted'],
  ['NoPermissions', 'notPermitted'],
  ['ENOENT', 'noFolder'],
  ['ENOTDIR', 'noFolder'],
  ['FileNotFound', 'noFolder'],
]);

const ownerOnly = 0o600;
