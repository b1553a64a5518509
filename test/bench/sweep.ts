import { packageVsix } from '../host/vsix.js';
import { type Bench, type Figure, median } from './bench.js';
import { cliSeconds, read } from './list100k.js';
import { withListServer } from './listServer.js';
import type { SweepReport } from './processes/sweeper.js';
import { sweeperReport } from './sweeperReport.js';

/**
 * The time of Load All for 100,000 jobs, compared with the SDK's paginator, the AWS CLI, and a floor of bare
 * `fetch` and `JSON.parse` with the same number of windows, known in advance, and as many requests at a time.
 * Each runs in a separate process, one after the other, on the same loopback service, with a latency of 100
 * ms and without. A `vs` figure is how many times faster the sweep is; `vsFloor` is its time divided by the
 * floor's.
 */
export const sweep: Bench = {
  names: [
    'sweep100ms.vsSdk',
    'sweep100ms.vsCli',
    'sweep100ms.vsFloor',
    'sweep0ms.vsSdk',
    'sweep.loopDelayP99.ms',
    'sweep.memoryRatio',
  ],
  run: async (skip) => {
    await packageVsix(() => {});
    return withListServer(async ({ quickUrl, slowUrl }) => {
      const [slow, floor, fast] = [[], [], []] as SweepReport[][] as [
        SweepReport[],
        SweepReport[],
        SweepReport[],
      ];
      const [fastSdk, slowCli]: [number[], number[]] = [[], []];
      // These are first, so that the service has finished its start when times are measured.
      const parsed = await sweeperReport('parsed', 'memory', quickUrl);
      const held = await sweeperReport('sweep', 'memory', quickUrl);
      for (let round = 0; round < rounds; round++) {
        const ours = await sweeperReport('sweep', 'time', slowUrl);
        slow.push(ours);
        floor.push(
          await sweeperReport('floor', 'time', slowUrl, { argument: `${quickUrl} ${ours.requests}` }),
        );
        fast.push(await sweeperReport('sweep', 'time', quickUrl));
        fastSdk.push((await read('sdk', quickUrl)).seconds);
        const cli = await cliSeconds(slowUrl);
        if (cli !== undefined) slowCli.push(cli);
      }
      const slowSdk = (await read('sdk', slowUrl)).seconds;
      if (slowCli.length === 0) skip('sweep100ms.vsCli: there is no aws on the PATH');
      return figuresOf({ slow, floor, fast, fastSdk, held, parsed, slowSdk, slowCli });
    });
  },
};

function figuresOf(measured: {
  readonly slow: readonly SweepReport[];
  readonly floor: readonly SweepReport[];
  readonly fast: readonly SweepReport[];
  readonly fastSdk: readonly number[];
  readonly held: SweepReport;
  readonly parsed: SweepReport;
  readonly slowSdk: number;
  /** Empty without an AWS CLI. */
  readonly slowCli: readonly number[];
}): Figure[] {
  const of = (reports: readonly SweepReport[], fact: keyof SweepReport) =>
    median(reports.map((one) => one[fact]));
  const slow = of(measured.slow, 'seconds');
  const fast = of(measured.fast, 'seconds');
  const floor = of(measured.floor, 'seconds');
  const fastSdk = median(measured.fastSdk);
  const cli = measured.slowCli.length > 0 ? [median(measured.slowCli)] : [];
  const times = (name: string, value: number): Figure => ({ name, value, unit: '×' });
  const seconds = (name: string, value: number): Figure => ({ name, value, unit: 's' });
  return [
    times('sweep100ms.vsSdk', measured.slowSdk / slow),
    ...cli.map((value) => times('sweep100ms.vsCli', value / slow)),
    { ...times('sweep100ms.vsFloor', slow / floor), bound: 1.25 },
    times('sweep0ms.vsSdk', fastSdk / fast),
    {
      name: 'sweep.loopDelayP99.ms',
      value: Math.max(...measured.slow.map((one) => one.loopDelayP99Ms)),
      unit: 'ms',
      bound: 50,
    },
    { ...times('sweep.memoryRatio', measured.held.heldMb / measured.parsed.heldMb), bound: 0.7 },
    seconds('sweep100ms.s', slow),
    seconds('sweep100ms.floor.s', floor),
    seconds('sweep100ms.sdk.s', measured.slowSdk),
    ...cli.map((value) => seconds('sweep100ms.cli.s', value)),
    seconds('sweep0ms.s', fast),
    seconds('sweep0ms.sdk.s', fastSdk),
    { name: 'sweep100ms.requests', value: of(measured.slow, 'requests'), unit: 'requests' },
    { name: 'sweep.held.mb', value: measured.held.heldMb, unit: 'mb' },
    { name: 'sweep.parsed.mb', value: measured.parsed.heldMb, unit: 'mb' },
    {
      name: 'sweep0ms.loopDelayP99.ms',
      value: Math.max(...measured.fast.map((one) => one.loopDelayP99Ms)),
      unit: 'ms',
    },
  ];
}

const rounds = 3;
