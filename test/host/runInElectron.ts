import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { cacheFolder } from './cachedInstall.js';
import { scratchFolder } from './testEnvironment.js';

/** Options of {@link runInElectron}. */
export interface ElectronOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly extension: string;
  readonly tests: string;
  readonly folder: string;
}

/** Runs the suite on a desktop VS Code: the one of VSCODE_EXECUTABLE, or else a downloaded one. */
export async function runInElectron(options: ElectronOptions): Promise<number> {
  const executable = process.env['VSCODE_EXECUTABLE'];
  const cachePath = path.join(cacheFolder, 'desktop-vscode');
  await mkdir(cachePath, { recursive: true });
  try {
    return await runTests({
      ...(executable !== undefined && { vscodeExecutablePath: executable }),
      extensionDevelopmentPath: options.extension,
      extensionTestsPath: options.tests,
      extensionTestsEnv: { ...options.environment },
      cachePath,
      launchArgs: [
        options.folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        // A short path: the folder contains VS Code's socket, and macOS limits the length of its path.
        `--user-data-dir=${scratchFolder('user')}`,
        `--extensions-dir=${scratchFolder('extensions')}`,
      ],
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `No desktop VS Code could run the suite (name an installed one in VSCODE_EXECUTABLE): ${reason}`,
    );
  }
}
