// Measures a history, and prints what that took as JSON:
// `node history.js write|import|read|overview FOLDER COUNT [RESOURCES]`. It needs a Node with `node:sqlite`.
import { closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { HistorySource } from '../../../src/history/historySource.js';
import { HistoryStore } from '../../../src/history/historyStore.js';
import type { JobVersion } from '../../../src/history/store/historyTypes.js';
import { openHistory } from '../../../src/history/store/openHistory.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { storedOverview } from '../../../src/overview/figures/storedOverview.js';
import { median } from '../bench.js';
import { versionsOf } from './historyJobs.js';

/** What reading files into a history took, with the extension's worker. */
export interface ImportReport {
  readonly seconds: number;
  /** A page of 1,000 new jobs, stored on its own at the end. */
  readonly storePageMs: number;
  /** How long the main thread was blocked while files were read, at most. */
  readonly loopDelayMaxMs: number;
  readonly bytes: number;
  /** Of the process, with both threads. */
  readonly peakMb: number;
}

/** What reading a history takes, in milliseconds. */
export interface ReadReport {
  /** Opening, and counting by vault and state. */
  readonly reopenMs: number;
  /** 1,000 jobs of a vault and state, in the middle of the list. */
  readonly pageMs: number;
  /** The good backups of a resource until a day in the past. */
  readonly lastGoodMs: number;
  readonly countByTypeMs: number;
  readonly countByPlanMs: number;
  readonly countByDayMs: number;
  readonly peakMb: number;
}

/** What the overview of all jobs takes: all of it, in the worker. */
export interface OverviewReport {
  readonly totalMs: number;
  readonly loopDelayP99Ms: number;
  readonly peakMb: number;
}

const [, , what, folder = '', count = '0', resources = '2500'] = process.argv;
const jobs = Number(count);
const filesFolder = path.join(folder, 'files');
const indexFile = path.join(folder, 'history.db');
const workerFile = path.resolve('dist/historyWorker.js');

/** Writes exports of 50,000 jobs each, as the extension does. */
function write(): Record<string, never> {
  mkdirSync(filesFolder, { recursive: true });
  for (let first = 0; first < jobs; first += jobsOfFile) {
    const file = openSync(path.join(filesFolder, `jobs-${String(first).padStart(8, '0')}.ndjson`), 'w');
    for (let place = first; place < Math.min(first + jobsOfFile, jobs); place += 1000)
      writeSync(
        file,
        jobsFrom(place, Math.min(1000, jobs - place))
          .map(({ job, region }) => `${JSON.stringify({ Region: region, ...job })}\n`)
          .join(''),
      );
    closeSync(file);
  }
  return {};
}

async function importAll(): Promise<ImportReport> {
  const { store } = await HistoryStore.open(workerFile, indexFile);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  await store.run('importFiles', { paths: [filesFolder] });
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  const bytes = statSync(indexFile).size;
  const pages = Array.from({ length: 5 }, (_, page) => jobsFrom(jobs + page * 1000, 1000));
  const times: number[] = [];
  for (const versions of pages) times.push(await timeOf(() => store.run('put', { versions })));
  await store.dispose();
  return {
    seconds,
    storePageMs: median(times),
    loopDelayMaxMs: delay.max / 1e6,
    bytes,
    peakMb: peakMb(),
  };
}

async function read(): Promise<ReadReport> {
  const started = performance.now();
  const { database } = openHistory(indexFile);
  database.count({ query: {} }, ['BackupVaultName', 'State']);
  const reopenMs = performance.now() - started;
  const query = { backupVaultName: 'vault-3', state: 'COMPLETED' };
  let page = database.page({ query });
  for (let place = 0; place < 9 && page.nextToken !== undefined; place++)
    page = database.page({ query }, { nextToken: page.nextToken });
  const { nextToken } = page;
  const goodOfResource: JobQuery = {
    ...{ resourceArn: 'arn:aws:ec2:us-east-1:111122223331:resource/EC2-1', state: 'COMPLETED' },
    createdBefore: new Date('2026-01-01T00:00:00Z'),
  };
  const report = {
    reopenMs,
    pageMs: await medianOf(() => database.page({ query }, { ...(nextToken !== undefined && { nextToken }) })),
    lastGoodMs: await medianOf(() => database.page({ query: goodOfResource })),
    countByTypeMs: await medianOf(() => database.count({ query: {} }, ['ResourceType', 'State'])),
    countByPlanMs: await medianOf(() => database.count({ query: {} }, ['CreatedBy.BackupPlanId', 'State'])),
    countByDayMs: await medianOf(() => database.count({ query: {} }, ['QuarterHour', 'State'])),
    peakMb: peakMb(),
  };
  database.close();
  return report;
}

async function overview(): Promise<OverviewReport> {
  const { store } = await HistoryStore.open(workerFile, indexFile);
  const { first = 0, last = 0, regions } = await store.run('extent', {});
  const source = new HistorySource({ region: regions[0] ?? '', open: () => Promise.resolve(store) });
  const now = new Date(last);
  const provenTimes = regions.map(() => ({ known: [{ from: first, to: last }], end: last }));
  const period = { now, asOf: now, periodMs: 14 * 86_400_000, staleMs: undefined };
  const options = { ...period, issues: [], provenTimes };
  const selected = { regions, selection: selectionOf({}) };
  const { signal } = new AbortController();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let [counted, missed] = [0, 0];
  const totalMs = await medianOf(async () => {
    const { figures, schedule } = await source.analyze(storedOverview, selected, options, signal);
    counted = figures.jobs;
    missed = (schedule?.report.series ?? []).reduce((sum, one) => sum + one.judgement.missed.length, 0);
  });
  delay.disable();
  await store.dispose();
  if (counted < jobs) throw new Error(`Only ${counted} jobs were counted`);
  if (missed === 0) throw new Error('No run was missed');
  return { totalMs, loopDelayP99Ms: delay.percentile(99) / 1e6, peakMb: peakMb() };
}

function jobsFrom(first: number, length: number): JobVersion[] {
  return versionsOf(first, length, Number(resources));
}

async function medianOf(action: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(await timeOf(action));
  return median(times);
}

async function timeOf(action: () => unknown): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

const jobsOfFile = 50_000;
const measures = { write, import: importAll, read, overview };

async function main(): Promise<void> {
  const measure = Object.entries(measures).find(([name]) => name === what)?.[1];
  if (measure === undefined) throw new Error(`There is no measurement ${what}`);
  console.log(JSON.stringify(await measure()));
}

void main();
