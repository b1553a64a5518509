import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { startGroup } from '../host/processes.js';
import { packageVsix } from '../host/vsix.js';
import { type Bench, comparedWith, type Figure, median } from './bench.js';
import { benchEnvironment, listedJobs, withListServer } from './listServer.js';
import type { ReaderReport } from './processes/reader.js';

/**
 * Lists 100,000 jobs in pages of 1,000 from one loopback service. The readers run one after another, each in
 * a separate process (on VS Code's Node): ours, the SDK's paginator, plain `fetch` with `JSON.parse` (the
 * floor), and the AWS CLI.
 */
export const list100k: Bench = {
  names: ['list100k.ours.s', 'list100k.sdk.s', 'list100k.floor.s', 'list100k.cli.s'],
  run: async (skip) => {
    await packageVsix(() => {});
    return withListServer(async ({ url }) => {
      await read('floor', url);
      const reports = { ours: [], sdk: [], floor: [] } as Record<Reader, ReaderReport[]>;
      for (let round = 0; round < 3; round++) {
        for (const name of ['ours', 'sdk', 'floor'] as const) reports[name].push(await read(name, url));
      }
      const cli = await cliSeconds(url);
      if (cli === undefined) skip('list100k.cli.s: there is no aws on the PATH');
      return figuresOf(reports, cli);
    });
  },
};

type Reader = 'ours' | 'sdk' | 'floor';

function figuresOf(reports: Record<Reader, ReaderReport[]>, cli: number | undefined): Figure[] {
  const of = (name: Reader, fact: keyof ReaderReport) => median(reports[name].map((report) => report[fact]));
  const seconds = (name: Reader) => ({ name: `list100k.${name}.s`, value: of(name, 'seconds'), unit: 's' });
  const [ours, sdk, floor] = [seconds('ours'), seconds('sdk'), seconds('floor')];
  const named = (name: string, value: number, unit: string) => ({ name: `list100k.${name}`, value, unit });
  const memory = named('floor.peak.mb', of('floor', 'peakMb'), 'mb');
  const firstPage = named('floor.firstPage.ms', of('floor', 'firstPageMs'), 'ms');
  const rate = (figure: Figure) => Math.round(listedJobs / figure.value);
  return [
    comparedWith(ours, floor),
    comparedWith({ ...ours, name: 'list100k.oursBesideSdk.s' }, sdk),
    comparedWith(sdk, floor),
    floor,
    ...(cli === undefined ? [] : [comparedWith(named('cli.s', cli, 's'), ours)]),
    named('ours.rate', rate(ours), 'jobs/s'),
    named('sdk.rate', rate(sdk), 'jobs/s'),
    named('floor.rate', rate(floor), 'jobs/s'),
    comparedWith(named('ours.firstPage.ms', of('ours', 'firstPageMs'), 'ms'), firstPage),
    comparedWith(named('sdk.firstPage.ms', of('sdk', 'firstPageMs'), 'ms'), firstPage),
    firstPage,
    comparedWith(named('ours.peak.mb', of('ours', 'peakMb'), 'mb'), memory),
    comparedWith(named('sdk.peak.mb', of('sdk', 'peakMb'), 'mb'), memory),
    memory,
  ];
}

/** One run of a reader; see `processes/reader.ts`. */
export async function read(name: Reader, url: string): Promise<ReaderReport> {
  const { node } = await installEditor(defaultVersion, console.error);
  const child = startGroup(node, ['out/bench/processes/reader.js', name, url], {
    env: benchEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [report] = (await once(child, 'message')) as [ReaderReport];
  if (report.jobs !== listedJobs) throw new Error(`${name} has listed ${report.jobs} jobs of ${listedJobs}`);
  return report;
}

/** The time of the AWS CLI; undefined if there is none. */
export async function cliSeconds(url: string): Promise<number | undefined> {
  const args = ['backup', 'list-backup-jobs', '--by-account-id', '*', '--page-size', '1000'];
  const started = performance.now();
  try {
    const { stdout } = await promisify(execFile)(
      'aws',
      [...args, '--endpoint-url', url, '--region', 'us-east-1', '--query', 'length(BackupJobs)'],
      { env: benchEnvironment() },
    );
    if (Number(stdout) !== listedJobs) throw new Error(`The AWS CLI has listed ${stdout} jobs`);
    return (performance.now() - started) / 1000;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
