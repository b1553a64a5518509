import { JobPool } from '../../jobs/jobPool.js';
import { selectionOf } from '../../jobs/jobSelection.js';
import { JobSourceError } from '../../jobs/jobSource.js';
import { backupJobStates, isInProgress } from '../../jobs/jobStates.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import { HistoryUnpacker } from '../historyUnpacker.js';
import { coveredOf } from './coveredOf.js';
import type { ArchivedConnection } from './openArchive.js';

/** Options of {@link readSinceLast}. */
export interface DailyReadOptions {
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

/**
 * Reads what AWS Backup has listed since all jobs of a region were last read, in each region where that is a
 * day ago. Jobs that were in progress are read again. Only one window does so at a time: resolves to whether
 * this one did. Rejects with a JobSourceError if the jobs cannot be read or stored.
 */
export async function readSinceLast(
  archived: ArchivedConnection,
  { now = Date.now, signal }: DailyReadOptions,
): Promise<boolean> {
  const { connection, store } = archived;
  const claim = (until: number) => store.run('claim', { name: 'dailyRead', now: now(), until });
  if (!(await claim(now() + maxReadMs))) return false;
  try {
    let hasRead = false;
    for (const { region } of connection.regions) {
      const from = await startOfRead(archived, region, now(), signal);
      if (from === undefined) continue;
      await readRegion(archived, region, from, { now, signal });
      hasRead = true;
    }
    return hasRead;
  } finally {
    // The claim ends by itself if this fails, too.
    await claim(0).catch(() => false);
  }
}

/**
 * When the first job was created that has to be read, in epoch milliseconds; undefined if all jobs were read
 * in the last day.
 */
async function startOfRead(
  { account, store }: ArchivedConnection,
  region: string,
  now: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const own = await account.read(signal);
  const spans = await store.run('covered', { region }, { signal });
  const coveredTo = coveredOf(own, spans).at(-1)?.to ?? 0;
  if (now - coveredTo < dayMs) return undefined;
  const oldest = now - listedMs;
  if (coveredTo <= oldest) return oldest;
  const active = await store.run(
    'page',
    {
      query: {
        query: { accountId: own, createdAfter: new Date(oldest) },
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
  { connection, recorder }: ArchivedConnection,
  region: string,
  from: number,
  { now, signal }: Required<DailyReadOptions>,
): Promise<void> {
  const source = connection.regions.find((one) => one.region === region)?.source;
  if (source === undefined) return;
  const pool = new JobPool({ source });
  try {
    const readAt = now();
    const selection = selectionOf({ createdAfter: new Date(from) });
    for await (const _ of pool.sweep(selection, { signal }));
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
