import { type FSWatcher, realpathSync, type Stats, statSync, watch } from 'node:fs';
import path from 'node:path';

/**
 * Reports when one of some files appears, changes, is replaced or disappears, be it with its folder. Folders
 * are watched, not files: a file that is replaced by a rename is another one. Where a folder does not exist
 * yet, its nearest ancestor is watched; where a file is a symbolic link, so is the folder of its target. Only
 * where the system cannot watch a folder, the files are looked at every few seconds.
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

  /**
   * Other than absolute paths name no file. Changes are reported from now on, a moment later, several at
   * once.
   */
  constructor(files: readonly string[], onChange: () => void, watchFolder = watch) {
    this.#files = files.filter((file) => path.isAbsolute(file));
    this.#onChange = onChange;
    this.#watchFolder = watchFolder;
    this.#arm();
    this.#seen = this.#look();
  }

  /** Looks at the files now: for a file system that does not report what other machines change. */
  check(): void {
    if (this.#isDisposed) return;
    this.#arm();
    const now = this.#look();
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

  /** Watches what there is to watch: again while that lets a folder be seen that is new. */
  #arm(): void {
    let areAll = true;
    for (let isNew = true; isNew; ) {
      isNew = false;
      areAll = true;
      const folders = this.#folders();
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
   * What is to be watched. The key names the folder as it is: another one in its place has another key, and
   * so have other names in it.
   */
  #folders(): ReadonlyMap<string, { readonly folder: string; readonly names: ReadonlySet<string> }> {
    const names = new Map<string, Set<string>>();
    for (const file of new Set(this.#files.flatMap(withTarget))) {
      const { folder, name } = nearestFolder(file);
      // The system reports the end of a folder under the folder's own name.
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

  #look(): string {
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
 * Milliseconds within which changes count as one: programs that set up AWS write both files, some of them in
 * parts.
 */
const throttleMs = 300;

const pollMs = 5000;
