import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A file that may hold backup jobs. */
export interface FoundFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** The time of its last change, in epoch milliseconds. */
  readonly changed: number;
}

/** The files of some paths, and what was left out. */
export interface FoundFiles {
  /** In the order of their paths, each once. */
  readonly files: readonly FoundFile[];
  /** Paths that cannot be read, with the reason of the system. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Whether there are more files, or deeper folders, than are looked at. */
  readonly isCut: boolean;
}

/**
 * The files at some paths: of a folder, all files in it and in the folders below. Below a folder, hidden
 * files and symbolic links are left out, so that nothing outside of it is read. A link to something else than
 * what is read counts as unreadable. Throws the reason of the signal.
 */
export async function findFiles(
  paths: readonly string[],
  signal: AbortSignal,
  { maxFiles = 20_000, maxDepth = 20 }: { readonly maxFiles?: number; readonly maxDepth?: number } = {},
): Promise<FoundFiles> {
  const files = new Map<string, FoundFile>();
  const unreadable: { path: string; reason: string }[] = [];
  let isCut = false;
  const visit = async (path: string, depth: number): Promise<void> => {
    signal.throwIfAborted();
    try {
      // What the user has picked may be a link.
      const found = depth === 0 ? await stat(path) : await lstat(path);
      if (found.isSymbolicLink()) {
        const roots = await Promise.all(paths.map((one) => realpath(one).catch(() => one)));
        if (!isWithin(await realpath(path), roots))
          unreadable.push({ path, reason: 'It is a link to a place outside of the folder' });
      } else if (found.isFile()) {
        if (files.size >= maxFiles) isCut = true;
        else files.set(path, { path, size: found.size, changed: Math.trunc(found.mtimeMs) });
      } else if (found.isDirectory()) {
        if (depth >= maxDepth) isCut = true;
        else
          for await (const { name } of await opendir(path))
            if (!isCut && !name.startsWith('.')) await visit(join(path, name), depth + 1);
      }
    } catch (error) {
      signal.throwIfAborted();
      unreadable.push({ path, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  for (const path of paths) await visit(path, 0);
  const inOrder = [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  return { files: inOrder, unreadable, isCut };
}

/** Whether a path is one of some paths, or below one of them. */
function isWithin(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
}
