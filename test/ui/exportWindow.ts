import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SampleAccount } from '../../src/sample/sampleAccount.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { saveAs } from './saveAs.js';
import { leaveWindow, takeWindow } from './sharedWindow.js';
import { pictureOfFailure, type ServedWindow } from './window.js';

/** A window in which the tests of a `describe` export. */
export interface ExportWindow {
  readonly window: ServedWindow;
  /** An empty folder for what they export. */
  readonly folder: string;
  /** Enters a file of the folder in the dialog with a title. */
  saveAs(file: string): Promise<void>;
  clearNotifications(): Promise<void>;
}

/**
 * Takes a window with the first page of an account before the tests of a `describe`, and leaves it after
 * them. The faults of a test end with it.
 *
 * @param title the title of the dialog that asks for a file
 */
export function exportWindow(name: string, account: SampleAccount, title?: string): ExportWindow {
  const folder = scratchFolder(name);
  let window: ServedWindow;
  before(async () => {
    window = await takeWindow(account);
    await window.workbench.openBackupJobs();
    await window.workbench.row(/^Load more…/).waitFor();
    await untilIdle(window);
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    window.faulty.heal();
  });
  after(() => leaveWindow(window));
  return {
    folder,
    get window() {
      return window;
    },
    saveAs: (file) => saveAs(window.workbench, path.join(folder, file), title),
    clearNotifications: () => window.workbench.runCommand('Notifications: Clear All Notifications'),
  };
}

/** Needs attention is read after the first page. */
async function untilIdle({ faulty }: ServedWindow): Promise<void> {
  for (let before = -1; before !== faulty.requests.length; await setTimeout(1000))
    before = faulty.requests.length;
}
