import * as l10n from '@vscode/l10n';
import {
  type JobListing,
  type JobListOptions,
  type JobPlace,
  type JobReading,
  type JobReference,
  readOrListed,
} from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { JobSourceError } from '../jobs/jobSource.js';
import { type Session, withArchives } from './session.js';

/** The sessions that jobs are read from: those of the selected connection. */
export interface ReadableSessions {
  readonly current: readonly Session[];
  mayHold(place: JobPlace): Promise<boolean>;
  ready(): Promise<readonly Session[]>;
}

/** Reads a job, see `JobReader.read`. If AWS Backup does not return it, the archive may have it. */
export async function readJobIn(
  sessions: ReadableSessions,
  reference: JobReference,
  signal: AbortSignal,
): Promise<JobReading> {
  const session = await sessionOf(sessions, reference);
  const { archive, pool, source } = session;
  const { backupJobId } = reference;
  const listed = pool.find(backupJobId);
  return readOrListed(async () => {
    try {
      const job = await source.describeBackupJob(backupJobId, signal);
      if (listed !== undefined) pool.update([job]);
      return job;
    } catch (error) {
      if (listed !== undefined || archive === undefined || signal.aborted) throw error;
      // AWS Backup may have forgotten it.
      return archive.session.source.describeBackupJob(backupJobId, signal).catch(() => {
        throw error;
      });
    }
  }, listed);
}

/** Lists jobs, see `JobLister.list`. */
export async function listJobsIn(
  sessions: ReadableSessions,
  place: JobPlace,
  selection: JobSelection,
  options: JobListOptions,
): Promise<JobListing> {
  const session = await sessionOf(sessions, place);
  const both = options.withArchive
    ? withArchives(sessions.current.filter((one) => one.at(place) !== undefined))
    : [session];
  return allOf(await Promise.all(both.map((one) => listIn(one, selection, options))));
}

async function listIn(
  { pool, source }: Session,
  selection: JobSelection,
  { chargedSince, isFresh, maxPages, signal }: JobListOptions,
): Promise<JobListing> {
  const isLimited = source.isCharged && chargedSince !== undefined;
  const list = pool.list(isLimited ? createdSince(selection, chargedSince) : selection);
  const pages = !list.hasStarted ? Math.max(maxPages, 1) : isFresh ? 0 : maxPages;
  if (isFresh) await list.reread(signal);
  for (let page = 0; page < pages && !list.isComplete; page++) {
    const hasAsked = isFresh || page > 0;
    if (hasAsked && (signal.aborted || list.state.name !== 'idle')) break;
    await list.loadMore(signal);
  }
  const { isComplete, readAt, state } = list;
  const jobs = list.jobs();
  return {
    jobs,
    isComplete,
    ...(readAt && { readAt: readAt.date }),
    ...(state.name === 'failed' && { failure: state.failure }),
  };
}

function createdSince({ parts }: JobSelection, createdAfter: Date): JobSelection {
  return { parts: parts.map((part) => ({ ...part, query: { createdAfter, ...part.query } })) };
}

/** The jobs of all listings: complete if each of them is, and read when the oldest was. */
function allOf(listings: readonly JobListing[]): JobListing {
  const times = listings.flatMap(({ readAt }) => readAt?.getTime() ?? []);
  const failure = listings.find((listing) => listing.failure !== undefined)?.failure;
  return {
    jobs: listings.flatMap(({ jobs }) => jobs),
    isComplete: listings.every(({ isComplete }) => isComplete),
    ...(times.length > 0 && { readAt: new Date(Math.min(...times)) }),
    ...(failure && { failure }),
  };
}

async function sessionOf(sessions: ReadableSessions, place: JobPlace): Promise<Session> {
  // A job of another connection must not open this one.
  const ready = (await sessions.mayHold(place)) ? await sessions.ready() : [];
  const session = ready.map((one) => one.at(place)).find((one) => one !== undefined);
  if (session === undefined) throw otherConnection(place);
  return session;
}

function otherConnection({ connection, region }: JobPlace): JobSourceError {
  return new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('This job belongs to another connection'),
    detail: l10n.t('It was opened with {connection} in {region}. Select that connection to read it.', {
      connection,
      region,
    }),
    remedy: 'selectConnection',
  });
}
