import { type Bench, comparedWith } from './bench.js';
import type { MissedRunsReport } from './inHost/missedRuns.js';
import { runBesideListServer } from './listServer.js';

/**
 * The time to judge which runs of 100,000 loaded jobs in 5,000 series were missed, in the extension
 * host of a real window, and how long that blocks other work.
 */
export const missedRuns: Bench = {
  names: ['missedRuns100k.ms', 'missedRuns100k.loopDelayMax.ms'],
  run: async () => {
    const report = await runBesideListServer<MissedRunsReport>('missedRuns', { generated: 170_000 });
    const floor = { name: 'missedRuns100k.floor.ms', value: report.floorMs, unit: 'ms' };
    return [
      comparedWith({ name: 'missedRuns100k.ms', value: report.ms, unit: 'ms', bound: 300 }, floor),
      { name: 'missedRuns100k.loopDelayMax.ms', value: report.loopDelayMaxMs, unit: 'ms', bound: 50 },
      floor,
      { name: 'missedRuns100k.series', value: report.series, unit: 'series' },
    ];
  },
};
