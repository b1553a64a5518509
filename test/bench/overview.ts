import { stat } from 'node:fs/promises';
import { packageVsix } from '../host/vsix.js';
import { type Bench, comparedWith } from './bench.js';
import type { OverviewReport } from './inHost/overview.js';
import { runBesideListServer } from './listServer.js';

/**
 * The size of the overview's page, and the cost of the overview after 100,000 jobs have been loaded: the time
 * from the jobs to the view model, in the extension host of a real window, and how long that blocks other
 * work.
 */
export const overview: Bench = {
  names: ['overviewBundle.kb', 'overview100k.ms', 'overview100k.loopDelayMax.ms'],
  run: async () => {
    const report = await runBesideListServer<OverviewReport>('overview');
    await packageVsix(() => {});
    const floor = { name: 'overview100k.floor.ms', value: report.floorMs, unit: 'ms' };
    return [
      { name: 'overviewBundle.kb', value: await bundleKb(), unit: 'kb', bound: 400 },
      comparedWith({ name: 'overview100k.ms', value: report.ms, unit: 'ms', bound: 300 }, floor),
      { name: 'overview100k.loopDelayMax.ms', value: report.loopDelayMaxMs, unit: 'ms', bound: 50 },
      floor,
      { name: 'overview100k.sheet.kb', value: report.viewModelKb, unit: 'kb' },
    ];
  },
};

/** The script and the style of the page. */
async function bundleKb(): Promise<number> {
  const files = ['dist/webview/overview.js', 'dist/webview/overviewStyle.css'];
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
