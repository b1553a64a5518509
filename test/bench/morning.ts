import { generateAccount } from '../../src/sample/generateAccount.js';
import { type Hand, type MorningFigure, walkMorning } from '../ui/morningWalk.js';
import { openServedWindow, openWindow } from '../ui/window.js';
import { type Bench, comparedWith, type Figure } from './bench.js';
import { timeToRow } from './timeToRow.js';

/**
 * The steps of the morning, by mouse and by keyboard: the seconds with 20,000 jobs, and in the note the
 * actions and the seconds with 2,000 jobs. Each window is new. The names of the failures are compared with
 * the time until the view says that no connection is selected: that takes neither the SDK nor a request.
 */
export const morning: Bench = {
  names: ['morning'],
  run: async () => {
    const figures: Figure[] = [];
    const floor = { name: 'morning.floor', value: await least(emptyView), unit: 's' };
    for (const hand of ['mouse', 'keyboard'] as const) {
      const [few, many] = [await walk(hand, 2000), await walk(hand, 20_000)];
      for (const [place, { actions, goals, ms, name }] of many.entries()) {
        const figure = {
          name: `morning.${hand}.${name}`,
          value: ms / 1000,
          unit: 's',
          ...(goals.seconds !== undefined && { bound: goals.seconds }),
          note: `actions: ${actions.length} of ${goals.actions} · ${seconds(few[place])} with 2,000 jobs`,
        };
        figures.push(comparedWith(figure, place === 0 ? floor : undefined));
      }
    }
    return [...figures, floor];
  },
};

function seconds(figure: MorningFigure | undefined): string {
  return `${((figure?.ms ?? Number.NaN) / 1000).toFixed(2)} s`;
}

/** The steps, each with its least time of two windows. */
async function walk(hand: Hand, jobs: number): Promise<readonly MorningFigure[]> {
  const [first, second] = [await walkOnce(hand, jobs), await walkOnce(hand, jobs)];
  return first.map((figure, place) => ({
    ...figure,
    ms: Math.min(figure.ms, second[place]?.ms ?? Number.POSITIVE_INFINITY),
  }));
}

async function walkOnce(hand: Hand, jobs: number): Promise<readonly MorningFigure[]> {
  const window = await openServedWindow(generateAccount({ seed: 7, jobs, now: Date.now() }), {
    isBusy: true,
    settings: { 'backupJobs.showNeedsAttention': true },
  });
  try {
    await window.workbench.page.waitForTimeout(startMs);
    return await walkMorning(window, hand);
  } finally {
    await window.close();
  }
}

/** The seconds from a click on the icon of the view until it says that no connection is selected. */
async function emptyView(): Promise<number> {
  const { close, workbench } = await openWindow({ isBusy: true });
  try {
    await workbench.page.waitForTimeout(startMs);
    const icon = workbench.page.locator('.activitybar .action-label[aria-label^="Backup Jobs"]');
    return (await timeToRow(workbench.page, '.sidebar .welcome-view-content a', () => icon.click())) / 1000;
  } finally {
    await close();
  }
}

async function least(measure: () => Promise<number>): Promise<number> {
  return Math.min(await measure(), await measure());
}

/** The start of the window, which keeps it busy for some milliseconds, is not measured. */
const startMs = 3000;
