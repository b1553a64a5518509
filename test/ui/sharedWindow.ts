import { after } from 'mocha';
import type { SampleAccount } from '../../src/sample/sampleAccount.js';
import { openServedWindow, type ServedWindow, type ServedWindowOptions } from './window.js';

/** The windows that tests have left, by their options. Each test file is a bundle with its own modules. */
const shared: { leftWindows?: Map<string, ServedWindow> } = Object(globalThis);
shared.leftWindows ??= new Map();
const left = shared.leftWindows;

/** A window that another `describe` of the process has left, on this account from now on; else a new one. */
export async function takeWindow(
  account: SampleAccount,
  options: ServedWindowOptions = {},
): Promise<ServedWindow> {
  const key = JSON.stringify(options);
  const window = left.get(key);
  if (window === undefined) return openServedWindow(account, options);
  left.delete(key);
  return orClosed(window, () => window.serve(account));
}

/**
 * Leaves a window with these options to the next {@link takeWindow}, without editors, notifications and
 * filters. Its workspace, its settings and its grouping must be as they were.
 */
export async function leaveWindow(window: ServedWindow, options: ServedWindowOptions = {}): Promise<void> {
  const key = JSON.stringify(options);
  if (left.has(key)) return window.close();
  window.faulty.heal();
  const { workbench } = window;
  await orClosed(window, async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.untilQuiet();
  });
  left.set(key, window);
}

/** Closes the window if an action fails. */
async function orClosed(window: ServedWindow, action: () => Promise<void>): Promise<ServedWindow> {
  try {
    await action();
    return window;
  } catch (error) {
    await window.close();
    throw error;
  }
}

after(async () => {
  for (const window of left.values()) await window.close();
  left.clear();
});
