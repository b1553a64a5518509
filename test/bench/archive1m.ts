import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { startGroup, stopGroup } from '../host/processes.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { type Bench, comparedWith, type Figure } from './bench.js';
import { benchEnvironment } from './listServer.js';
import type { Cost, DailyReport, KeepReport } from './processes/archive.js';

/**
 * What keeping the history of a connection costs: 100 pages of 1,000 jobs that are stored while they are
 * read, and the daily read of as many jobs into an archive of 1,000,000, each beside the same read that keeps
 * nothing. In the Node of the test host.
 */
export const archive1m: Bench = {
  names: [
    'archive1m.keep.mainMsPerPage',
    'archive1m.keep.workerMsPerPage',
    'archive1m.keep.s',
    'archive1m.daily.s',
    'archive1m.daily.bytesPerJob',
    'archive1m.daily.peakMb',
  ],
  run: async () => {
    const { node } = await installEditor(defaultVersion, () => {});
    const folder = scratchFolder('archive');
    const run = async (script: string, ...args: string[]) => {
      const file = path.resolve(`out/bench/processes/${script}.js`);
      const options = ['--disable-warning=ExperimentalWarning', file, ...args];
      return JSON.parse((await promisify(execFile)(node, options, { env: benchEnvironment() })).stdout);
    };
    const server = startGroup(process.execPath, ['out/bench/processes/archiveServer.js', String(readJobs)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    try {
      const [url] = (await once(server, 'message')) as [string];
      const keep: KeepReport = await run('archive', 'keep', folder, url);
      await run('history', 'write', folder, String(storedJobs));
      await run('history', 'import', folder, String(storedJobs));
      const daily: DailyReport = await run('archive', 'daily', folder, url);
      return [...keepFigures(keep), ...dailyFigures(daily)];
    } finally {
      await stopGroup(server);
      await rm(folder, { recursive: true });
    }
  },
};

/** `mainMsPerPage` and `workerMsPerPage` are what keeping a page adds to reading it. */
function keepFigures({ kept, loopDelayP99Ms, plain }: KeepReport): Figure[] {
  const pages = readJobs / 1000;
  const mainMs = kept.mainMs - plain.mainMs;
  const read = { name: 'archive1m.read.mainMsPerPage', value: plain.mainMs / pages, unit: 'ms' };
  return [
    read,
    comparedWith({ name: 'archive1m.keep.mainMsPerPage', value: mainMs / pages, unit: 'ms' }, read),
    {
      ...{ name: 'archive1m.keep.workerMsPerPage', unit: 'ms', bound: 300 },
      value: (kept.cpuMs - plain.cpuMs - mainMs) / pages,
    },
    { name: 'archive1m.keep.loopDelayP99.ms', value: loopDelayP99Ms, unit: 'ms', bound: 50 },
    ...secondsBeside('archive1m.keep.s', kept, 'archive1m.read.s', plain),
  ];
}

function dailyFigures({ bytes, daily, peakMb, plain, plainPeakMb }: DailyReport): Figure[] {
  const plainPeak = { name: 'archive1m.dailyRead.peakMb', value: plainPeakMb, unit: 'mb' };
  return [
    ...secondsBeside('archive1m.daily.s', daily, 'archive1m.dailyRead.s', plain),
    { name: 'archive1m.daily.mainMs', value: daily.mainMs, unit: 'ms' },
    { name: 'archive1m.daily.mbPerDay', value: bytes / 2 ** 20, unit: 'mb' },
    { name: 'archive1m.daily.bytesPerJob', value: bytes / readJobs, unit: 'bytes', bound: 400 },
    plainPeak,
    comparedWith({ name: 'archive1m.daily.peakMb', value: peakMb, unit: 'mb' }, plainPeak),
  ];
}

/** The seconds of some work, after those of the same work without keeping. */
function secondsBeside(name: string, cost: Cost, plainName: string, plain: Cost): Figure[] {
  const peer = { name: plainName, value: plain.seconds, unit: 's' };
  return [peer, comparedWith({ name, value: cost.seconds, unit: 's' }, peer)];
}

const readJobs = 100_000;
const storedJobs = 1_000_000;
