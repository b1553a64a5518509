import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobList } from '../../jobs/jobList.js';
import type { JobPool } from '../../jobs/jobPool.js';
import { includesAllJobs, includesWholeResources, type JobSelection } from '../../jobs/jobSelection.js';
import { JobSourceError } from '../../jobs/jobSource.js';
import { Slices } from '../../jobs/slices.js';
import type { LoadAllOutcome } from '../../jobs/sweep/loadAll.js';
import type { SweepProgress } from '../../jobs/sweep/querySweep.js';
import { judgedListOf } from '../../schedule/judgedList.js';
import { jobsOfList } from '../../schedule/listedJobs.js';
import type { RegionJobs } from '../../schedule/scheduleReport.js';
import { selectedReport } from '../../schedule/selectedReport.js';
import { reportOfRegions } from '../../schedule/subjectSchedule.js';
import type { ExportScope } from '../export/exportedJobs.js';
import type { ExportProgress } from '../export/exportProgress.js';
import { orderedJobs } from './orderedJobs.js';
import type { ReportContent, ReportRegion, ReportScope } from './reportContent.js';

/** A region of a report. */
export interface ReportSession {
  readonly region: string;
  readonly pool: Pick<JobPool, 'knownList' | 'list' | 'loadAll'>;
}

/** What to report on. It is captured in one step, so that no job appears under another connection's name. */
export interface ReportSubject {
  readonly sessions: readonly ReportSession[];
  readonly selection: JobSelection;
  /** What is known of the connection now; undefined if it is no longer the current one. */
  readonly scope: () => ReportScope | undefined;
}

/** Options and callbacks of {@link readReport}. */
export interface ReadReportOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/** The connection has changed while a report was made, so that its jobs are gone. */
export class OtherConnectionError extends Error {
  override readonly name = 'OtherConnectionError';
}

/** A report without the file that holds its jobs. */
export type ReadReport = Omit<ReportContent, 'digest'>;

/**
 * Reads and orders the jobs of a report, and judges their schedules. If only some jobs can be read, the
 * report says so. Rejects with a JobSourceError if none can be read, with an {@link OtherConnectionError},
 * and with the signal's reason if it aborts.
 *
 * @param scope `everything` loads the jobs that are not loaded yet
 */
export async function readReport(
  subject: ReportSubject,
  scope: ExportScope,
  { onProgress, signal }: ReadReportOptions,
): Promise<ReadReport> {
  const { selection } = subject;
  const outcomes = scope === 'everything' ? await loadRest(subject, signal, onProgress) : [];
  signal.throwIfAborted();
  const slices = new Slices({ signal });
  const read = await Promise.all(
    subject.sessions.map((session, place) => readRegion(session, selection, outcomes[place], slices)),
  );
  const about = subject.scope();
  if (about === undefined) throw new OtherConnectionError('Another connection was selected');
  const failed = outcomes.find((outcome) => outcome.name === 'failed');
  const hasNothing = read.every(({ region: { isComplete, jobs } }) => jobs.length === 0 && !isComplete);
  if (failed?.name === 'failed' && hasNothing) throw new JobSourceError(failed.failure);
  return reportOn(read, { ...about, jobs: 'filtered' }, [selection], signal);
}

/** The loaded jobs of a region, see `tree.loadedJobs`. */
export interface LoadedPart {
  readonly region: string;
  readonly pool: Pick<JobPool, 'knownList' | 'list' | 'readAt'>;
  /** Without parts if the user has selected the jobs. */
  readonly selection: JobSelection;
  readonly jobs: readonly BackupJob[];
  readonly isComplete: boolean;
}

/** Reports on loaded jobs, without a request. */
export async function loadedReport(
  parts: readonly LoadedPart[],
  about: ReportScope & Pick<ReportContent, 'jobs'>,
): Promise<ReadReport> {
  const { signal } = new AbortController();
  const slices = new Slices();
  // All of them are taken now, because later the connection may be another one.
  const taken = parts.map(({ isComplete, jobs, pool, region, selection }) => ({
    region: { region, isComplete, jobs: [...jobs], readAt: pool.readAt?.date },
    judged: isComplete ? judgedJobs(region, pool.list(selection), pool) : undefined,
  }));
  const read: ReadRegion[] = [];
  for (const { judged, region } of taken)
    read.push(readRegionOf({ ...region, jobs: await orderedJobs(region.jobs, slices) }, judged));
  const selections = parts.map(({ selection }) => selection);
  return reportOn(read, about, selections, signal);
}

interface ReadRegion {
  readonly region: ReportRegion;
  /** Undefined if not all jobs of each resource are known. */
  readonly judged: RegionJobs | undefined;
}

function readRegionOf(
  region: Omit<ReportRegion, 'knowsResources'>,
  judged: RegionJobs | undefined,
): ReadRegion {
  return { region: { ...region, knowsResources: judged !== undefined }, judged };
}

/** The jobs by which the resources of a complete list are judged, see {@link judgedListOf}, taken now. */
function judgedJobs(region: string, list: JobList, pool: Pick<JobPool, 'knownList'>): RegionJobs | undefined {
  if (!includesWholeResources(list.selection)) return undefined;
  const judged = judgedListOf(list, pool);
  const jobs = jobsOfList(region, judged);
  return jobs && { ...jobs, jobs: [...judged.jobs()] };
}

async function reportOn(
  read: readonly ReadRegion[],
  about: ReportScope & Pick<ReportContent, 'jobs'>,
  selections: readonly JobSelection[],
  signal: AbortSignal,
): Promise<ReadReport> {
  const regions = read.map(({ region }) => region);
  const judged = read.map((one) => one.judged).filter((one) => one !== undefined);
  const names = regions.map(({ region }) => region);
  const schedule = await reportOfRegions(judged, names, { signal });
  const [selection] = selections;
  return {
    ...about,
    regions,
    includesAllJobs: selections.every(includesAllJobs),
    schedule: schedule && selection && (await selectedReport(schedule, selection, new Slices({ signal }))),
    writtenAt: new Date(),
  };
}

/** Loads the rest of each region, concurrently. A refresh of the tree stops it, so it is tried again once. */
async function loadRest(
  { selection, sessions }: ReportSubject,
  signal: AbortSignal,
  onProgress: ReadReportOptions['onProgress'],
): Promise<readonly LoadAllOutcome[]> {
  const progress = new Map<string, SweepProgress>();
  const load = ({ pool, region }: ReportSession) =>
    pool.loadAll(selection, {
      signal,
      onProgress: (its) => {
        progress.set(region, its);
        onProgress?.(combined([...progress.values()], sessions.length));
      },
    });
  return Promise.all(
    sessions.map(async (session) => {
      const outcome = await load(session);
      return outcome.name === 'stopped' && !signal.aborted ? load(session) : outcome;
    }),
  );
}

function combined(all: readonly SweepProgress[], regions: number): ExportProgress {
  const times = all.flatMap(({ done }) => (done === undefined ? [] : [done.from.getTime()]));
  return {
    jobs: all.reduce((sum, { jobs }) => sum + jobs, 0),
    readBackTo: times.length === regions ? new Date(Math.max(...times)) : undefined,
    isThrottled: all.some(({ isThrottled }) => isThrottled),
  };
}

/** The jobs of a region, all of the same read. */
async function readRegion(
  { pool, region }: ReportSession,
  selection: JobSelection,
  outcome: LoadAllOutcome | undefined,
  slices: Slices,
): Promise<ReadRegion> {
  for (let attempt = 1; ; attempt++) {
    const list = pool.list(selection);
    const before = stateOf(list);
    const jobs = await orderedJobs(list.each(), slices);
    const { isComplete, readAt } = list;
    // A refresh, or another page, may have come between two slices.
    const isSame = pool.list(selection) === list && stateOf(list) === before;
    if (!isSame && attempt < maxAttempts) continue;
    // All jobs may be known although a later refresh has failed.
    const isKnown = isSame && isComplete;
    const failure = outcome?.name === 'failed' ? outcome.failure : failureIn(list);
    return readRegionOf(
      {
        region,
        jobs,
        isComplete: isKnown,
        failure: isKnown ? undefined : failure?.summary,
        readAt: readAt?.date,
      },
      isKnown ? judgedJobs(region, list, pool) : undefined,
    );
  }
}

function failureIn({ state }: JobList) {
  return state.name === 'failed' ? state.failure : undefined;
}

function stateOf(list: JobList): string {
  return JSON.stringify([list.searched, list.isComplete, list.readAt?.elapsed]);
}

const maxAttempts = 3;
