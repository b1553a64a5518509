import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Why a file could not be written. `elsewhere`: it is whole, but under another name. */
export type UnwrittenReason = 'elsewhere' | 'noFolder' | 'noSpace' | 'notPermitted' | 'other' | 'tooLong';

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
 */
export async function writeDiskFile(
  place: string,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  // Where a link stands, it stays one.
  const target = await realpath(place).catch(() => place);
  const staged = path.join(path.dirname(target), partialName());
  try {
    await writeStaged(staged, pieces, { mode: await modeOf(target) });
    signal.throwIfAborted();
    await written(rename(staged, target));
  } finally {
    await rm(staged, { force: true });
  }
}

/** Writes a new file, however it ends; otherwise like {@link writeDiskFile}. */
export async function writeStaged(
  staged: string,
  pieces: AsyncIterable<string>,
  {
    mode,
    mostBytes = Number.POSITIVE_INFINITY,
  }: { readonly mode?: number | undefined; readonly mostBytes?: number | undefined },
): Promise<void> {
  const file = await written(open(staged, 'wx'));
  try {
    if (mode !== undefined) await written(file.chmod(mode));
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += await written(append(file, piece));
      if (bytes > mostBytes) throw new UnwrittenFileError('tooLong', String(mostBytes));
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

async function modeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ mode }) => mode & 0o777,
    () => undefined,
  );
}

/** By the codes of Node and of VS Code's `FileSystemError`. */
function reasonOf(error: unknown): UnwrittenReason {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EDQUOT':
    case 'ENOSPC':
      return 'noSpace';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'NoPermissions':
      return 'notPermitted';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'FileNotFound':
      return 'noFolder';
    default:
      return 'other';
  }
}
