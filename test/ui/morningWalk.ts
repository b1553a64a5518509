import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { badStates } from '../../src/jobs/jobStates.js';
import { timeToRow } from '../bench/timeToRow.js';
import { untilTrue, type Workbench } from '../host/workbench.js';
import { Actions } from './actions.js';
import { untilEqual } from './untilEqual.js';
import type { ServedWindow } from './window.js';

/** What a person uses on the way through the morning. */
export type Hand = 'mouse' | 'keyboard';

/** What one step of the morning costs. */
export interface MorningFigure {
  readonly name: keyof typeof goals;
  readonly goals: MorningGoals;
  /** What the person did, in words. */
  readonly actions: readonly string[];
  /** The milliseconds from the first action until the outcome is on the screen. */
  readonly ms: number;
}

/** The most that a step may cost. */
export interface MorningGoals {
  readonly actions: number;
  readonly seconds?: number;
}

/** The steps of the morning. A goal of time is for an idle machine. */
const goals = {
  'names of the failures': { mouse: { actions: 1, seconds: 2 }, keyboard: { actions: 1, seconds: 2 } },
  'why, and since when': { mouse: { actions: 1 }, keyboard: { actions: 1 } },
  'others with the same cause': { mouse: { actions: 1 }, keyboard: { actions: 1 } },
  'a summary on the clipboard': { mouse: { actions: 1 }, keyboard: { actions: 1 } },
  'why, in the overview': { mouse: { actions: 1 }, keyboard: { actions: 1 } },
  'no good backup': { mouse: { actions: 1 }, keyboard: { actions: 1 } },
  // By keyboard, Enter as well.
  'a cause, in the overview': { mouse: { actions: 1 }, keyboard: { actions: 2 } },
  'failures of production, saved': { mouse: { actions: 6 }, keyboard: { actions: 6 } },
  // The view and its filter are restored.
  'the next day': { mouse: { actions: 0 }, keyboard: { actions: 0 } },
} as const satisfies Readonly<Record<string, Readonly<Record<Hand, MorningGoals>>>>;

const vault = 'prod-vault';
const preset = 'No complete backup, last 7 days';
const suggestedName = `Failed +3 · ${vault} · last 7 days`;

/** Resources below Needs attention. */
const failureRow = '.sidebar [role=treeitem][aria-level="2"]';

/**
 * Walks through the morning in a new window, whose view was never open, and asserts what each step shows.
 * Its account is a generated one.
 */
export async function walkMorning(window: ServedWindow, hand: Hand): Promise<readonly MorningFigure[]> {
  const { faulty, workbench } = window;
  const { page } = workbench;
  const actions = new Actions(page);
  const isByMouse = hand === 'mouse';
  const figures: MorningFigure[] = [];
  const step = async (name: keyof typeof goals, walk: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    const measured = await walk();
    const ms = typeof measured === 'number' ? measured : performance.now() - start;
    figures.push({ name, goals: goals[name][hand], actions: actions.take(), ms });
    await workbench.untilQuiet();
  };

  await activityBarIcon(workbench).waitFor();
  await step('names of the failures', () =>
    timeToRow(page, failureRow, () =>
      isByMouse ? actions.click(activityBarIcon(workbench)) : actions.press('Control+k b'),
    ),
  );
  const names = await failuresShown(workbench);
  assert.ok(names.length > 1, names.join(', '));
  // One page of the whole list, and one of each bad state.
  assert.deepEqual(
    faulty.requests
      .filter(({ operation }) => operation === 'ListBackupJobs')
      .map(({ query }) => query['state'] ?? 'any'),
    ['any', ...badStates],
  );

  await step('why, and since when', async () => {
    const [name = ''] = names;
    if (isByMouse) await actions.click(page.locator(failureRow).first());
    else await actions.type(name);
    await untilHistoryShown(workbench);
  });

  await step('others with the same cause', async () => {
    const panel = await workbench.webview('.sameCause');
    assert.ok(await panel.locator('.sameCause').evaluate(isInSight), 'the others are in sight');
    const showAll = panel.locator('.sameCause').getByRole('button', { name: 'Show All' });
    if (!isByMouse) await actions.press('Shift+Enter');
    else if ((await showAll.count()) > 0) await actions.click(showAll);
    // There are no others, and the panel says so.
    else return;
    await workbench.view.getByText('Status message: ').waitFor();
  });
  // Neither a click nor a key expands the row.
  assert.equal(await page.locator('.sidebar [role=treeitem][aria-level="3"]').count(), 0);
  const others = await failuresShown(workbench);
  assert.equal(others[0], names[0]);
  if (await workbench.view.getByText('Status message: ').isVisible())
    await workbench.runCommand('Backup Jobs: Clear Filters');
  await untilEqual(() => failuresShown(workbench), names);

  await step('a summary on the clipboard', async () => {
    const attention = workbench.row(/^Needs attention, /);
    await attention.hover();
    await (isByMouse
      ? actions.click(attention.getByRole('button', { name: 'Copy Summary' }))
      : actions.press('Shift+Alt+C'));
    await page.getByText(/Copied a summary of \d+ resources/).waitFor();
  });
  const summary = await workbench.clipboard();
  assert.match(summary, /^\*\*\d+ resources without a complete backup in the (24|72) hours before /);
  // It has all failures. Only some of them, and some of the others, are in sight in the tree.
  assert.deepEqual(
    [...names, ...others].filter((name) => !summary.includes(`**\`${name}\`**`)),
    [],
  );

  let overview: Frame | undefined;
  await step('why, in the overview', async () => {
    if (isByMouse) await actions.click(titleButton(workbench, 'Open Overview'));
    else await actions.press('Shift+Alt+O');
    overview = await workbench.webview('[data-section="failures"] tbody tr');
    await untilTrue(overview, `document.querySelector('main').ariaBusy === 'false'`);
  });
  assert.ok(overview);
  const open = overview;
  const [resource, cause, since, lastGood] = await open
    .locator('[data-section="failures"] tbody tr')
    .first()
    .locator('th, td')
    .allInnerTexts();
  assert.ok(names.includes(resource?.trim() ?? ''), resource);
  assert.match(cause ?? '', /^(Failed|Partial|Expired|Aborted)( · .+)?$/);
  assert.match(since ?? '', /^since \w{3} \d+:\d+ [AP]M$|^since \w{3} \d+ · \d+ nights$|^until /);
  assert.match(lastGood ?? '', / ago$|^none among these jobs$/);

  await step('no good backup', async () => {
    if (isByMouse) {
      const navigation = open.getByRole('navigation', { name: 'Sections' });
      await actions.click(navigation.getByRole('button', { name: 'No good backup' }));
    } else await actions.press(await keysOf(open, 'No good backup'));
    await untilEqual(() => open.locator('[data-section="stale"] tbody tr').first().evaluate(isInSight), true);
  });

  await step('a cause, in the overview', async () => {
    const cause = open.locator('.cause summary').first();
    if (isByMouse) await actions.click(cause);
    else {
      await actions.press(await keysOf(open, 'Causes'));
      await actions.press('Enter');
    }
    await open.locator('.cause[open] li').first().waitFor();
  });

  await step('failures of production, saved', async () => {
    const suggested = workbench.choice(suggestedName).first();
    if (isByMouse) {
      await actions.click(titleButton(workbench, 'Filter…'));
      await actions.click(workbench.choice(preset));
      // The list opens again, with what can be done with a filter.
      await workbench.choice('Save Filter…').waitFor();
      await actions.click(workbench.choice('Backup vault'));
      await workbench.choice(vault).hover();
      await actions.click(workbench.choice(vault).getByRole('button', { name: 'Show Only This' }));
      await actions.click(workbench.choice('Save Filter…'));
      await actions.click(suggested);
    } else {
      const highlighted = page.locator('.focused');
      await runByKeyboard(workbench, actions, 'Backup Jobs: Filter…');
      // A text that is typed before a list is shown is lost.
      await workbench.choice(preset).waitFor();
      await actions.type(preset, workbench.choice(preset).and(highlighted));
      await workbench.choice('Save Filter…').waitFor();
      await actions.type(vault, workbench.choice(`Backup vault: ${vault}`).and(highlighted));
      await workbench.choice('Save Filter…').and(highlighted).waitFor();
      await actions.press('Enter');
      await suggested.and(highlighted).waitFor();
      await actions.press('Enter');
    }
    await page.getByText(`Saved the filter “${suggestedName}”`).waitFor();
  });
  await untilProductionShown(workbench);

  await workbench.reload();
  await step('the next day', () => untilProductionShown(workbench));
  return figures;
}

/** Waits until the tree has only the failures of the production vault in the last seven days. */
async function untilProductionShown(workbench: Workbench): Promise<void> {
  await workbench.view.getByText(`Backup vault: ${vault} · Created after: last 7 days`).waitFor();
  await workbench.row(/^Needs attention, /).hover();
  const vaultRow = workbench.row(new RegExp(`^${vault}\\b`));
  // What needs attention can fill the view: on a Monday, it is that of three days.
  await untilEqual(async () => {
    await workbench.page.mouse.wheel(0, 200);
    return vaultRow.isVisible();
  }, true);
  await workbench.untilGone(workbench.row(/^dev-vault, /));
}

/** Runs a command in the palette. */
async function runByKeyboard(workbench: Workbench, actions: Actions, title: string): Promise<void> {
  await actions.press('F1');
  await actions.type(title, workbench.choice(title));
}

/** The keys that go to a section of the overview, as the page names them. */
async function keysOf(overview: Frame, section: string): Promise<string> {
  const navigation = overview.getByRole('navigation', { name: 'Sections' });
  return String(await navigation.getByRole('button', { name: section }).getAttribute('aria-keyshortcuts'));
}

/** Whether an element is in sight without scrolling, in the page. */
function isInSight(shown: { getBoundingClientRect(): { readonly top: number; readonly bottom: number } }) {
  const { bottom, top } = shown.getBoundingClientRect();
  return top >= 0 && bottom <= Number(Object(globalThis).innerHeight);
}

function titleButton({ page }: Workbench, name: string) {
  return page.locator('.sidebar .composite.title').getByRole('button', { name });
}

/** Waits until the window shows the history of a resource: its jobs below its row, or the panel of a job. */
async function untilHistoryShown(workbench: Workbench): Promise<void> {
  const jobs = workbench.page.locator('.sidebar [role=treeitem][aria-level="3"]').first().waitFor();
  const story = workbench.webview('.story').then((panel) => panel.locator('.story').waitFor());
  await Promise.any([jobs, story]);
}

function activityBarIcon({ page }: Workbench) {
  return page.locator('.activitybar .action-label[aria-label^="Backup Jobs"]');
}

/** The names of the resources below Needs attention that are on the screen. */
async function failuresShown(workbench: Workbench): Promise<string[]> {
  const rows = workbench.page.locator(failureRow);
  return (await rows.locator('.label-name').allInnerTexts()).map((name) => name.trim());
}
