import { type FSWatcher, realpathSync, type Stats, statSync, watch } from 'node:fs';
import path from 'node:path';

/**
 * Reports when a file appears, changes, is replaced or disappears, alone or with its folder. Watches folders,
 * because a rename replaces a file by a new one. Watches the nearest ancestor of a folder that does not exist
 * yet, and the target's folder of a symbolic link. Polls only if the system cannot watch a folder.
 */
export class FileWatch {
  readonly #files: readonly string[];
  readonly #onChange: () => void;
  readonly #watchFolder: typeof watch;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #polling: NodeJS.Timeout | undefined;
  #seen: string;
  #isDisposed = false;

  /** Ignores paths that are not absolute. Calls `onChange` after a short delay, once for several changes. */
  constructor(files: readonly string[], onChange: () => void, watchFolder = watch) {
    this.#files = files.filter((file) => path.isAbsolute(file));
    this.#onChange = onChange;
    this.#watchFolder = watchFolder;
    this.#watchFolders();
    this.#seen = this.#fingerprint();
  }

  /** Checks the files now. Some file systems do not report the changes of other machines. */
  check(): void {
    if (this.#isDisposed) return;
    this.#watchFolders();
    const now = this.#fingerprint();
    if (now === this.#seen) return;
    this.#seen = now;
    this.#onChange();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#polling);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /**
   * Watches all folders. Repeats until there is no new folder, because one may have appeared in the meantime.
   */
  #watchFolders(): void {
    let areAll = true;
    for (let isNew = true; isNew; ) {
      isNew = false;
      areAll = true;
      const folders = this.#foldersToWatch();
      for (const [key, watcher] of this.#watchers) {
        if (folders.has(key)) continue;
        watcher.close();
        this.#watchers.delete(key);
      }
      for (const [key, { folder, names }] of folders) {
        if (this.#watchers.has(key)) continue;
        const watcher = this.#watch(key, folder, names);
        if (watcher === undefined) areAll = false;
        else isNew = true;
      }
    }
    clearInterval(this.#polling);
    this.#polling = areAll ? undefined : setInterval(() => this.check(), pollMs).unref();
  }

  #watch(key: string, folder: string, names: ReadonlySet<string>): FSWatcher | undefined {
    try {
      const watcher = this.#watchFolder(folder, { persistent: false }, (_event, name) => {
        if (name === null || names.has(name)) this.#checkIn(throttleMs);
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#watchers.get(key) === watcher) this.#watchers.delete(key);
        this.#checkIn(pollMs);
      });
      this.#watchers.set(key, watcher);
      return watcher;
    } catch {
      return undefined;
    }
  }

  #checkIn(milliseconds: number): void {
    if (this.#isDisposed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.check();
    }, milliseconds).unref();
  }

  /**
   * The folders to watch, with the names of the files in them. The key contains the identity of the folder
   * and the names, so it changes if the folder is replaced or the names differ.
   */
  #foldersToWatch(): ReadonlyMap<string, { readonly folder: string; readonly names: ReadonlySet<string> }> {
    const names = new Map<string, Set<string>>();
    for (const file of new Set(this.#files.flatMap(withTarget))) {
      const { folder, name } = nearestFolder(file);
      // The system reports the removal of a watched folder with the name of the folder.
      const known = names.get(folder) ?? new Set([path.basename(folder)]);
      names.set(folder, known.add(name));
    }
    return new Map(
      [...names].map(([folder, of]) => {
        const stats = statsOf(folder);
        return [JSON.stringify([folder, stats?.dev, stats?.ino, ...of]), { folder, names: of }];
      }),
    );
  }

  #fingerprint(): string {
    const facts = this.#files.map((file) => {
      const stats = statsOf(file);
      return stats && [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs];
    });
    return JSON.stringify(facts);
  }
}

function nearestFolder(file: string): { readonly folder: string; readonly name: string } {
  const folder = path.dirname(file);
  if (folder === file || statsOf(folder)?.isDirectory()) return { folder, name: path.basename(file) };
  return nearestFolder(folder);
}

function withTarget(file: string): readonly string[] {
  try {
    return [file, realpathSync(file)];
  } catch {
    return [file];
  }
}

function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

/**
 * In milliseconds. Changes within this time are reported once, because programs that set up AWS write both
 * files, some in several steps.
 */
const throttleMs = 300;

const pollMs = 5000;
