import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { scratchFolder } from '../host/testEnvironment.js';
import type { Bench } from './bench.js';
import type { FillReport, ReadReport } from './processes/history.js';

/**
 * A history of 1,000,000 jobs, in the Node of the test host: how fast it is filled and read, and its size.
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
  ],
  run: async () => {
    const { node } = await installEditor(defaultVersion, () => {});
    const folder = scratchFolder('history');
    const run = async (what: 'fill' | 'read') => {
      const script = path.resolve('out/bench/processes/history.js');
      const options = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];
      const args = [...options, script, what, path.join(folder, 'history.db'), String(jobs)];
      return JSON.parse((await promisify(execFile)(node, args)).stdout);
    };
    const filled: FillReport = await run('fill');
    const read: ReadReport = await run('read');
    await rm(folder, { recursive: true });
    const ms = (name: string, value: number, bound?: number) => ({
      name: `history1m.${name}.ms`,
      value,
      unit: 'ms',
      ...(bound !== undefined && { bound }),
    });
    return [
      { name: 'history1m.import.rate', value: jobs / filled.importSeconds, unit: 'jobs/s' },
      ms('storePage', filled.storePageMs, 300),
      { name: 'history1m.bytesPerJob', value: filled.bytes / jobs, unit: 'bytes', bound: 400 },
      { name: 'history1m.peakMb', value: Math.max(filled.peakMb, read.peakMb), unit: 'mb', bound: 250 },
      ms('reopen', read.reopenMs, 150),
      ms('page', read.pageMs, 20),
      ms('lastGood', read.lastGoodMs, 50),
      ms('countByType', read.countByTypeMs),
      ms('countByPlan', read.countByPlanMs),
      ms('countByDay', read.countByDayMs),
    ];
  },
};

const jobs = 1_000_000;
