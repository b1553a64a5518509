// Measures an archive beside the service of `archiveServer.js`, and prints what that took as JSON:
// `node archive.js keep|daily FOLDER URL`. It needs a Node with `node:sqlite`.
import { mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readSinceLast } from '../../../src/history/archive/dailyRead.js';
import { archiveFileName, withArchive } from '../../../src/history/archive/openArchive.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { median } from '../bench.js';
import { keptAccount } from './keptAccount.js';
import { openShippedSource } from './shippedSource.js';

/** What some work took. */
export interface Cost {
  readonly seconds: number;
  /** Processor time of the main thread. */
  readonly mainMs: number;
  /** Processor time of all threads. */
  readonly cpuMs: number;
}

/** What reading all jobs took, with and without keeping them. Medians. */
export interface KeepReport {
  readonly plain: Cost;
  readonly kept: Cost;
  readonly loopDelayP99Ms: number;
}

/** What the daily read took, and a read of the same jobs that keeps none of them. */
export interface DailyReport {
  readonly plain: Cost;
  readonly daily: Cost;
  /** By how much the file has grown. */
  readonly bytes: number;
  /** Of the process, with all threads: after the read that keeps nothing, and after the daily read. */
  readonly plainPeakMb: number;
  readonly peakMb: number;
}

const [, , what, folder = '', url = ''] = process.argv;
const region = 'us-east-1';
const dayMs = 86_400_000;
const rounds = 3;

async function keep(): Promise<KeepReport> {
  const [plains, kepts]: [Cost[], Cost[]] = [[], []];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let round = 0; round <= rounds; round++) {
    const source = await openShippedSource(url);
    const plain = await costOf(() => loadAll(source));
    const archived = archiveIn(path.join(folder, `kept-${round}`), await openShippedSource(url));
    const [opened] = archived.connection.regions;
    if (opened === undefined) throw new Error('There is no region');
    delay.enable();
    const kept = await costOf(async () => {
      await loadAll(opened.source);
      await drained(archived);
    });
    delay.disable();
    archived.connection.dispose();
    source.dispose();
    // The first round compiles the code.
    if (round > 0) {
      plains.push(plain);
      kepts.push(kept);
    }
  }
  return { plain: medianCost(plains), kept: medianCost(kepts), loopDelayP99Ms: delay.percentile(99) / 1e6 };
}

/** FOLDER has the index of a history, which becomes the archive. */
async function daily(): Promise<DailyReport> {
  const archiveFolder = path.join(folder, 'archive');
  const file = path.join(archiveFolder, archiveFileName(keptAccount, {}));
  mkdirSync(archiveFolder, { mode: 0o700 });
  renameSync(path.join(folder, 'history.db'), file);
  const source = await openShippedSource(url);
  const { signal } = new AbortController();
  const plain = await costOf(async () => {
    const pool = new JobPool({ source });
    for await (const _ of pool.sweep(selectionOf({}), { signal }));
    pool.dispose();
  });
  const plainPeakMb = peakMb();
  const archived = archiveIn(archiveFolder, await openShippedSource(url));
  const now = Date.now();
  const span = { accountId: keptAccount, region, from: now - 30 * dayMs, to: now - 1.1 * dayMs };
  await archived.store.run('cover', { spans: [span] });
  const before = statSync(file).size;
  const cost = await costOf(async () => {
    const { hasRead } = await readSinceLast(archived, signal);
    if (!hasRead) throw new Error('Nothing was read');
  });
  const bytes = statSync(file).size - before;
  archived.connection.dispose();
  return { plain, daily: cost, bytes, plainPeakMb, peakMb: peakMb() };
}

function archiveIn(archiveFolder: string, source: JobSource) {
  return withArchive(
    {
      regions: [{ region, source }],
      readIdentity: async () => ({ account: keptAccount }),
      dispose: () => source.dispose(),
    },
    {
      folder: () => archiveFolder,
      workerFile: path.resolve('dist/historyWorker.js'),
      isKept: () => true,
      retentionDays: () => 0,
      onProblem: (problem) => {
        if (problem !== undefined) throw new Error(problem.summary);
      },
      onPutAside: (file) => {
        throw new Error(`${file} was put aside`);
      },
    },
  );
}

async function loadAll(source: JobSource): Promise<void> {
  const pool = new JobPool({ source, pageSize: () => 1000 });
  const { name } = await pool.loadAll(selectionOf({}), { signal: new AbortController().signal });
  pool.dispose();
  if (name !== 'complete') throw new Error(`Not all jobs were read: ${name}`);
}

async function drained({ recorder }: ReturnType<typeof archiveIn>): Promise<void> {
  const problem = await recorder.drain();
  if (problem !== undefined) throw new Error(problem.summary);
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const [started, main, cpu] = [performance.now(), mainCpuMs(), process.cpuUsage()];
  await work();
  const { system, user } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - started) / 1000,
    mainMs: mainCpuMs() - main,
    cpuMs: (system + user) / 1000,
  };
}

/** The types are those of an older Node. */
function mainCpuMs(): number {
  const { threadCpuUsage } = process as unknown as {
    threadCpuUsage(): NodeJS.CpuUsage;
  };
  const { system, user } = threadCpuUsage();
  return (system + user) / 1000;
}

function medianCost(costs: readonly Cost[]): Cost {
  return {
    seconds: median(costs.map(({ seconds }) => seconds)),
    mainMs: median(costs.map(({ mainMs }) => mainMs)),
    cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
  };
}

function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

async function main(): Promise<void> {
  if (what !== 'keep' && what !== 'daily') throw new Error(`There is no measurement ${what}`);
  const report = what === 'keep' ? await keep() : await daily();
  process.stdout.write(JSON.stringify(report), () => process.exit());
}

void main();
