import { type Bench, comparedWith } from './bench.js';
import type { TreeReport } from './inHost/tree.js';
import { runBesideListServer } from './listServer.js';

/**
 * The requests of the tree, and the time to regroup 100,000 loaded jobs, from the choice of a grouping to the
 * new top rows, in the extension host of a real window.
 */
export const tree: Bench = {
  names: ['requests.900', 'requests.50k.open', 'requests.50k.vault', 'regroup100k.ms'],
  run: async () => {
    const report = await runBesideListServer<TreeReport>('tree');
    const requests = (name: string, value: number, bound: number) => ({
      name,
      value,
      unit: 'requests',
      bound,
    });
    const floor = { name: 'regroup100k.floor.ms', value: report.floorMs, unit: 'ms' };
    return [
      requests('requests.900', report.requests900, 1),
      requests('requests.50k.open', report.requests50kOpen, 2),
      requests('requests.50k.vault', report.requests50kVault, 10),
      comparedWith({ name: 'regroup100k.ms', value: report.regroupMs, unit: 'ms', bound: 250 }, floor),
      floor,
    ];
  },
};
