import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from './testEnvironment.js';

/**
 * The temporary folders of the tasks of a run, one for each. They are removed when the run ends, with what a
 * killed process has left in them.
 */
export class TaskFolders {
  // The folders contain VS Code's sockets, and macOS, which has long names for temporary folders, limits the
  // length of their paths.
  readonly #run = scratchFolder('run', process.platform === 'darwin' ? '/tmp' : undefined);
  #count = 0;

  create(): string {
    const folder = path.join(this.#run, String(++this.#count));
    mkdirSync(folder);
    return folder;
  }
}

/** The variables that make a folder the temporary one of a process, in which npm leaves no compile cache. */
export function temporaryIn(folder: string): Readonly<Record<string, string>> {
  return { TMPDIR: folder, TEMP: folder, TMP: folder, NODE_DISABLE_COMPILE_CACHE: '1' };
}

/** The names of what tests have left in their temporary folder. */
export function leftIn(folder: string): string[] {
  // Editors and browsers are killed, and so leave their sockets, locks and the folders of their servers.
  const ofPrograms = /^(vscode-(git|ipc|typescript)|\.org\.chromium\.|playwright)/;
  return readdirSync(folder).filter((name) => !ofPrograms.test(name));
}
