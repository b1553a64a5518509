import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder, installPackages } from '../host/cachedInstall.js';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { type Bench, comparedWith, type Figure } from './bench.js';
import type { DuckDbReport } from './processes/duckDb.js';
import type { ImportReport, OverviewReport, ReadReport } from './processes/history.js';

/**
 * A history of 1,000,000 jobs in exports, in the Node of the test host: how fast the files are read, how fast
 * it answers, and its size; beside DuckDB, which reads the same files.
 */
export const history1m: Bench = {
  names: [
    'history1m.import.rate',
    'history1m.storePage.ms',
    'history1m.bytesPerJob',
    'history1m.peakMb',
    'history1m.reopen.ms',
    'history1m.page.ms',
    'history1m.lastGood.ms',
    'history1m.overview.ms',
  ],
  run: async (skip) => {
    const { node } = await installEditor(defaultVersion, () => {});
    const folder = scratchFolder('history');
    const run = async (script: string, ...args: string[]) => {
      const file = path.resolve(`out/bench/processes/${script}.js`);
      const options = ['--max-old-space-size=8192', '--disable-warning=ExperimentalWarning'];
      return JSON.parse((await promisify(execFile)(node, [...options, file, ...args])).stdout);
    };
    const measure = (what: string) => run('history', what, folder, String(jobs));
    await measure('write');
    const imported: ImportReport = await measure('import');
    const read: ReadReport = await measure('read');
    const overview: OverviewReport = await measure('overview');
    const duckDb = await installDuckDb().then(
      async (installed): Promise<DuckDbReport> => run('duckDb', installed, folder),
      (error: unknown) => {
        skip(`no comparison with DuckDB: ${error}`);
        return undefined;
      },
    );
    await rm(folder, { recursive: true });
    const figures: (Figure | undefined)[] = [];
    /** Adds a figure, with that of DuckDB before it. */
    const add = (figure: Figure, peer?: number) => {
      const { name, unit } = figure;
      const other =
        peer === undefined
          ? undefined
          : { name: name.replace('history1m.', 'history1m.duckDb.'), value: peer, unit };
      figures.push(other, comparedWith(figure, other));
    };
    const ms = (name: string, value: number, bound?: number, peer?: number) =>
      add({ name: `history1m.${name}.ms`, value, unit: 'ms', ...(bound !== undefined && { bound }) }, peer);
    add(
      {
        ...{ name: 'history1m.import.rate', value: jobs / imported.seconds, unit: 'jobs/s' },
        note: 'at least 20,000 jobs/s',
      },
      duckDb && jobs / duckDb.seconds,
    );
    ms('storePage', imported.storePageMs, 300);
    ms('import.loopDelayMax', imported.loopDelayMaxMs);
    add(
      { name: 'history1m.bytesPerJob', value: imported.bytes / jobs, unit: 'bytes', bound: 400 },
      duckDb && duckDb.bytes / jobs,
    );
    const peakMb = Math.max(imported.peakMb, read.peakMb);
    add({ name: 'history1m.peakMb', value: peakMb, unit: 'mb', bound: 250 }, duckDb?.peakMb);
    ms('reopen', read.reopenMs, 150, duckDb?.reopenMs);
    ms('page', read.pageMs, 20, duckDb?.pageMs);
    ms('lastGood', read.lastGoodMs, 50, duckDb?.lastGoodMs);
    ms('countByType', read.countByTypeMs);
    ms('countByPlan', read.countByPlanMs);
    ms('countByDay', read.countByDayMs);
    ms('overview', overview.totalMs, 3000);
    ms('overview.loopDelayP99', overview.loopDelayP99Ms);
    add({ name: 'history1m.overview.peakMb', value: overview.peakMb, unit: 'mb' });
    return figures.filter((figure) => figure !== undefined);
  },
};

/** DuckDB is not a dependency of the project: its native package is large, and only this needs it. */
function installDuckDb(): Promise<string> {
  return cachedFolder(`duckdb-${duckDbVersion}`, async (unfinished) => {
    console.error('Setting up DuckDB (once, about 100 MB in .cache) …');
    await installPackages(unfinished, { '@duckdb/node-api': duckDbVersion });
  });
}

const jobs = 1_000_000;
const duckDbVersion = '1.5.6-r.1';
