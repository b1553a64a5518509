import { JobPool } from '../../jobs/jobPool.js';
import { selectionOf } from '../../jobs/jobSelection.js';
import { JobSourceError } from '../../jobs/jobSource.js';
import { backupJobStates, isInProgress } from '../../jobs/jobStates.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import type { OpenedRegion } from '../../jobs/openedConnection.js';
import { HistoryUnpacker } from '../historyUnpacker.js';
import { coverTime } from './archiveRecorder.js';
import { skewMs } from './clockSkew.js';
import { coveredOf } from './coveredOf.js';
import type { ArchivedConnection } from './openArchive.js';

/** What {@link readSinceLast} has done. */
export interface DailyReadResult {
  readonly hasRead: boolean;
  /**
   * When the next read is due by the clock of this machine, in epoch milliseconds; undefined if another
   * window reads now.
   */
  readonly dueAt: number | undefined;
}

/**
 * Reads what AWS Backup has listed since all jobs of a region were last read, in each region where that is a
 * day ago. Jobs that were in progress are read again. Only one window does so at a time. Rejects with a
 * JobSourceError, after it has tried all regions, if the jobs of one cannot be read or stored, or if it is
 * not known which account they are of.
 */
export async function readSinceLast(
  archived: ArchivedConnection,
  signal: AbortSignal,
): Promise<DailyReadResult> {
  const { clock, connection, store } = archived;
  await nameAccount(archived, signal);
  const claim = (until: number) => store.run('claim', { name: 'dailyRead', now: clock.local(), until });
  if (!(await claim(clock.local() + maxReadMs))) return { hasRead: false, dueAt: undefined };
  try {
    const results: RegionResult[] = [];
    const failures: unknown[] = [];
    for (const region of connection.regions)
      try {
        results.push(await readIfDue(archived, region, signal));
      } catch (error) {
        signal.throwIfAborted();
        // A region may be denied for good: the others are read all the same.
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
    return {
      hasRead: results.some(({ hasRead }) => hasRead),
      dueAt: clock.localAt(Math.min(...results.map(({ coveredTo }) => coveredTo)) + dayMs),
    };
  } finally {
    // The claim ends by itself if this fails, too.
    await claim(0).catch(() => false);
  }
}

interface RegionResult {
  readonly hasRead: boolean;
  /** Until when all jobs are stored, in epoch milliseconds. */
  readonly coveredTo: number;
}

/** Reads a region if it was last read a day ago. */
async function readIfDue(
  archived: ArchivedConnection,
  { region, source }: OpenedRegion,
  signal: AbortSignal,
): Promise<RegionResult> {
  const { clock, store } = archived;
  if ((await coveredUntil(archived, region, signal)) > clock.now() + skewMs) {
    // Either the clock is wrong, which a response shows, or it was wrong then.
    await source.listBackupJobs({}, { maxResults: 1, signal });
    await store.run('cover', { spans: [], time: coverTime(clock.now()) });
  }
  const coveredTo = await coveredUntil(archived, region, signal);
  if (clock.now() - coveredTo < dayMs) return { hasRead: false, coveredTo };
  const from = await startOfRead(archived, region, { coveredTo, now: clock.now(), signal });
  await readRegion(archived, { region, source }, { from, signal });
  return { hasRead: true, coveredTo: await coveredUntil(archived, region, signal) };
}

/**
 * Makes the own account known, which names the file. STS may be out of reach: then a job of the first region
 * that lists one names it.
 */
async function nameAccount({ account, connection }: ArchivedConnection, signal: AbortSignal): Promise<void> {
  const isKnown = () =>
    account.read(signal).then(
      () => true,
      () => false,
    );
  if (await isKnown()) return;
  const failures: unknown[] = [];
  for (const { source } of connection.regions) {
    await source.listBackupJobs({}, { maxResults: 1, signal }).catch((error) => failures.push(error));
    signal.throwIfAborted();
    if (await isKnown()) return;
  }
  if (failures.length > 0) throw failures[0];
  await account.read(signal);
}

/** Until when all jobs of the own account are stored, in epoch milliseconds; 0 if never. */
async function coveredUntil(
  { account, store }: ArchivedConnection,
  region: string,
  signal: AbortSignal,
): Promise<number> {
  const own = await account.read(signal);
  return coveredOf(own, await store.run('covered', { region }, { signal })).at(-1)?.to ?? 0;
}

/** When the first job was created that has to be read, in epoch milliseconds. */
async function startOfRead(
  { account, store }: ArchivedConnection,
  region: string,
  {
    coveredTo,
    now,
    signal,
  }: { readonly coveredTo: number; readonly now: number; readonly signal: AbortSignal },
): Promise<number> {
  const oldest = now - listedMs;
  if (coveredTo <= oldest) return oldest;
  const active = await store.run(
    'page',
    {
      query: {
        query: { accountId: await account.read(signal), createdAfter: new Date(oldest) },
        clientFilters: [{ keeps: 'oneOf', filter: 'state', values: activeStates }],
        region,
      },
    },
    { signal },
  );
  if (active.nextToken !== undefined) return oldest;
  const created = new HistoryUnpacker()
    .unpack(active.jobs)
    .map((job) => job.CreationDate?.getTime() ?? oldest);
  return Math.min(coveredTo, ...created);
}

/** Reads a region through the source that stores what it reads. Keeps no job in the memory. */
async function readRegion(
  { clock, recorder }: ArchivedConnection,
  { region, source }: OpenedRegion,
  { from, signal }: { readonly from: number; readonly signal: AbortSignal },
): Promise<void> {
  const pool = new JobPool({ source });
  try {
    const startedAt = clock.local();
    const selection = selectionOf({ createdAfter: new Date(from) });
    for await (const _ of pool.sweep(selection, { signal }));
    const readAt = clock.at(startedAt);
    recorder.noteCovered(region, { from, to: readAt }, readAt);
    const problem = await recorder.drain();
    if (problem !== undefined) throw new JobSourceError(problem);
  } finally {
    pool.dispose();
  }
}

const activeStates = backupJobStates.filter((State) => isInProgress({ State }));
const dayMs = 24 * 60 * 60 * 1000;
/** How long a window may take before another one tries. */
const maxReadMs = 60 * 60 * 1000;
