import path from 'node:path';
import type { Page } from 'playwright-core';
import type { BrowserInstall } from './browserInstall.js';
import { calmSettings } from './calmSettings.js';
import type { EditorInstall } from './editorInstall.js';
import { startEditor } from './editorServer.js';
import { launchBrowser, Workbench } from './workbench.js';

/** Options of {@link runSuite}. */
export interface SuiteOptions {
  readonly install: EditorInstall;
  readonly browserInstall: BrowserInstall;
  readonly dataFolder: string;
  /** The folder that is open in the window. */
  readonly folder: string;
  /** The extension's own folder. */
  readonly extension: string;
  /** A module that exports `run()`. */
  readonly tests: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Called with the window's page before it is opened. */
  readonly prepare?: (page: Page) => Promise<void> | void;
  /** Called with each line that the workbench logs, many of which are not from the tests. */
  readonly onLog?: (line: string) => void;
}

/** Runs tests in the extension host of a real VS Code window. Resolves to the exit code of the workbench. */
export async function runSuite(options: SuiteOptions): Promise<number> {
  const { install, dataFolder, environment } = options;
  const editor = await startEditor({
    install,
    dataFolder,
    environment,
    settings: { ...calmSettings, ...options.settings },
    takesTests: true,
    trustsEveryWorkspace: true,
  });
  const browser = await launchBrowser(options.browserInstall);
  try {
    return await new Promise<number>((resolve, reject) => {
      const remote = (file: string) => `vscode-remote://127.0.0.1:${editor.port}${path.posix.resolve(file)}`;
      const timer = setTimeout(() => reject(new Error('The suite did not end within ten minutes')), 600_000);
      timer.unref();
      Workbench.open({
        editor,
        browser,
        folder: options.folder,
        payload: [
          ['extensionDevelopmentPath', remote(options.extension)],
          ['extensionTestsPath', remote(options.tests)],
          ['skipWelcome', 'true'],
        ],
        prepare: async (page) => {
          await options.prepare?.(page);
          await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
          await page.exposeFunction('codeAutomationLog', (_type: string, words: unknown[]) => {
            options.onLog?.(words.map(String).join(' '));
          });
        },
      }).catch(reject);
    });
  } finally {
    await browser.close();
    await editor.stop();
  }
}
