import { packageVsix } from '../host/vsix.js';
import { type Bench, comparedWith, median } from './bench.js';
import { listedJobs, withListServer } from './listServer.js';
import type { SweepReport } from './processes/sweeper.js';
import { sweeperReport } from './sweeperReport.js';

/**
 * The time and the memory of Load All at the size of an organization: 1,000,000 jobs in ten regions, all at
 * the same time, from a loopback service with a latency of 100 ms. `vsFloor` is the time divided by that of
 * bare `fetch` and `JSON.parse` with the same number of requests, as in the bench of 100,000 jobs.
 */
export const sweep1m: Bench = {
  names: ['sweep1m.vsFloor', 'sweep1m.growthMb'],
  run: async () => {
    await packageVsix(() => {});
    return withListServer(async ({ quickUrl, slowUrl }) => {
      const held = await sweeperReport('sweep', 'memory', quickUrl, { regions });
      const [ours, floors]: [SweepReport[], SweepReport[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        const one = await sweeperReport('sweep', 'time', slowUrl, { regions });
        const argument = `${quickUrl} ${Math.round(one.requests / regions)}`;
        ours.push(one);
        floors.push(await sweeperReport('floor', 'time', slowUrl, { argument, regions }));
      }
      const seconds = (reports: readonly SweepReport[]) => median(reports.map((one) => one.seconds));
      const floor = { name: 'sweep1m.floor.s', value: seconds(floors), unit: 's' };
      const ratio = seconds(ours) / floor.value;
      const delays = (reports: readonly SweepReport[]) =>
        Math.max(...reports.map(({ loopDelayP99Ms }) => loopDelayP99Ms));
      return [
        { name: 'sweep1m.vsFloor', value: ratio, unit: '×', bound: 1.25 },
        { name: 'sweep1m.growthMb', value: held.heldMb, unit: 'mb', bound: 500 },
        comparedWith({ name: 'sweep1m.s', value: seconds(ours), unit: 's' }, floor),
        floor,
        { name: 'sweep1m.loopDelayP99.ms', value: delays(ours), unit: 'ms', bound: 50 },
        { name: 'sweep1m.floor.loopDelayP99.ms', value: delays(floors), unit: 'ms' },
        { name: 'sweep1m.resident.mb', value: median(ours.map((one) => one.residentMb)), unit: 'mb' },
        { name: 'sweep1m.requests', value: median(ours.map((one) => one.requests)), unit: 'requests' },
        { name: 'sweep1m.jobs', value: regions * listedJobs, unit: 'jobs' },
      ];
    });
  },
};

const regions = 10;
const rounds = 3;
