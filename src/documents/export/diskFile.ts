import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Why a file could not be written. `elsewhere`: it is complete, but has another name. `noFile`: the name is
 * that of a folder or a device.
 */
export type UnwrittenReason =
  | 'elsewhere'
  | 'noFile'
  | 'noFolder'
  | 'noSpace'
  | 'notPermitted'
  | 'other'
  | 'tooLong';

/**
 * A file could not be written. The message is the one of the system. For `elsewhere` and `noFile`, it is the
 * place of the file; for `tooLong`, the maximum number of bytes.
 */
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
 * Writes a file on this machine from pieces of text, completely or not at all: the text goes to a file beside
 * it, which is renamed at the end. Throws what `pieces` throws, an {@link UnwrittenFileError} if writing
 * fails, and the reason of `signal` if it aborts. In these cases, nothing has changed.
 *
 * A symbolic or hard link is replaced, never written through: in someone else's workspace, it may lead
 * anywhere. The mode of a replaced file is kept. A new file is readable only by its owner, because jobs name
 * accounts and resources.
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

/**
 * Writes a new file, readable only by its owner unless `mode` is given, and keeps it even after an error;
 * otherwise like {@link writeDiskFile}.
 */
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
    // Some file systems have fixed modes and refuse others.
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

/** Awaits a step of the writing and converts its error to an {@link UnwrittenFileError}. */
export async function written<Value>(step: PromiseLike<Value>): Promise<Value> {
  try {
    return await step;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UnwrittenFileError(reasonOf(error), message, { cause: error });
  }
}

/** The name of an unfinished file: hidden, and recognizable if a crash leaves the file behind. */
export function partialName(): string {
  return `.backup-jobs-${randomBytes(6).toString('hex')}.partial`;
}

async function append(file: FileHandle, piece: string): Promise<number> {
  const bytes = Buffer.from(piece, 'utf8');
  for (let begin = 0; begin < bytes.length; )
    begin += (await file.write(bytes, begin, bytes.length - begin)).bytesWritten;
  return bytes.length;
}

/** The mode of the existing file; undefined if there is none, or a link. */
async function modeToKeep(place: string): Promise<number | undefined> {
  const stats = await lstat(place).catch(() => undefined);
  if (stats === undefined || stats.isSymbolicLink()) return undefined;
  // Renaming over a device would remove the device.
  if (!stats.isFile()) throw new UnwrittenFileError('noFile', place);
  return modeOf(stats);
}

function modeOf({ mode }: { readonly mode: number }): number {
  return mode & 0o777;
}

function reasonOf(error: unknown): UnwrittenReason {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return reasons.get(code) ?? 'other';
}

/** By the codes of Node and of VS Code's `FileSystemError`. */
const reasons: ReadonlyMap<unknown, UnwrittenReason> = new Map([
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
