import { type Bench, comparedWith } from './bench.js';
import type { Overview1mReport } from './inHost/overview1m.js';
import { runBesideListServer } from './listServer.js';

/**
 * The cost of the overview at the size of an organization: 1,000,000 loaded jobs in ten regions, counted and
 * judged in the extension host of a real window, and how long that blocks other work.
 */
export const overview1m: Bench = {
  names: ['overview1m.ms', 'overview1m.loopDelayP99.ms'],
  run: async () => {
    const report = await runBesideListServer<Overview1mReport>('overview1m');
    const floor = { name: 'overview1m.floor.ms', value: report.floorMs, unit: 'ms' };
    return [
      comparedWith({ name: 'overview1m.ms', value: report.ms, unit: 'ms', bound: 3000 }, floor),
      { name: 'overview1m.loopDelayP99.ms', value: report.loopDelayP99Ms, unit: 'ms', bound: 50 },
      { name: 'overview1m.loopDelayMax.ms', value: report.loopDelayMaxMs, unit: 'ms' },
      floor,
      { name: 'overview1m.series', value: report.series, unit: 'series' },
    ];
  },
};
