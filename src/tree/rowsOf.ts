import { createHash } from 'node:crypto';
import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { type GroupingContext, groupsOf } from '../jobs/grouping.js';
import type { JobPool } from '../jobs/jobPool.js';
import { type JobSelection, selects } from '../jobs/jobSelection.js';
import { isOfConnection } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';
import { childrenOf, isParent, withoutNested } from './nestedJobs.js';
import {
  type Branch,
  type ChunkRow,
  type GroupRow,
  type JobRow,
  loadMoreId,
  type ParentJobRow,
  type Row,
  rowOf,
} from './rows.js';

/**
 * The rows below a branch whose list has been read: its groups or its jobs, and last what tells that
 * there is more. A job's id does not hold its state, so that its row stays itself when the state changes.
 */
export function rowsOf(branch: Branch, context: GroupingContext): Row[] {
  return [...contentOf(branch, context), ...endOf(branch)];
}

/** What is loaded of a branch. */
export interface LoadedJobs {
  readonly region: string;
  readonly pool: JobPool;
  readonly selection: JobSelection;
  readonly jobs: readonly BackupJob[];
  /** Whether those are all. */
  readonly isComplete: boolean;
}

/** What is loaded of a branch, by its own list or by the lists above it, whether it was opened or not; nothing is read for this. */
export function loadedJobsOf(branch: Branch): LoadedJobs {
  const { pool, region } = branch.session;
  const { isComplete, selection } = pool.knownList(branch.list.selection);
  return { region, pool, selection, jobs: knownJobs(branch), isComplete };
}

/** The rows of a run of a long list: its jobs, or shorter runs. */
export function rowsOfRun(run: ChunkRow): Row[] {
  if (run.jobs.length <= maxRun) return run.jobs.map((job) => jobRow(job, run.branch, run));
  const runs: ChunkRow[] = [];
  for (let start = 0; start < run.jobs.length; start += maxRun)
    runs.push(runRow(run.branch, run, run.jobs, run.start, start, maxRun));
  return runs;
}

function contentOf(branch: Branch, context: GroupingContext): Row[] {
  const [dimension, ...dimensions] = branch.dimensions;
  if (dimension === undefined) return jobRowsOf(branch);
  return groupsOf(branch.list, dimension, { ...context, knownJobs: knownJobs(branch) }).map(
    (group): GroupRow => ({
      kind: 'group',
      id: `${branch.id}/${dimension.name}:${idPart(group.value)}`,
      group,
      session: branch.session,
      get list() {
        return branch.session.pool.list(group.selection);
      },
      dimensions,
      parent: rowOf(branch),
      whole: branch,
    }),
  );
}

/** Another text for each value, and never a long one: the editor is sent the ids of all rows. */
function idPart(value: string | undefined): string {
  if (value === undefined) return '';
  // JSON has a form for half a surrogate pair too, where an address has none.
  const text = JSON.stringify(value).slice(1, -1);
  return value.length <= maxIdPartLength
    ? encodeURIComponent(text)
    : createHash('sha256').update(text).digest('hex');
}

/**
 * The jobs themselves; a long list is folded into runs, each as long as all before it, so that there are never many. The editor asks
 * for all rows below one that has changed, about 0.6 KB each, at every page: of a folded list it asks only for the runs and
 * for the jobs of those that are open.
 */
function jobRowsOf(branch: Branch): Row[] {
  const parent = rowOf(branch);
  const all = knownJobs(branch);
  const jobs = parent?.kind === 'job' ? all : withoutNested(all);
  if (jobs.length <= maxRun) return jobs.map((job) => jobRow(job, branch, parent));
  const runs: ChunkRow[] = [];
  for (let start = 0; start < jobs.length; start = Math.max(maxRun, 2 * start))
    runs.push(runRow(branch, parent, jobs, 0, start, Math.max(maxRun, start)));
  return runs;
}

/** What is known of a branch's jobs: by its own list, and, where not all of that could be read yet, by the list that it is a part of. */
function knownJobs({ list, whole }: Branch): readonly BackupJob[] {
  if (list.hasStarted || whole === undefined) return list.jobs();
  const ofWhole = knownJobs(whole).filter((job) => selects(list.selection, job));
  return [...new Map([...list.jobs(), ...ofWhole].map((job) => [jobKey(job), job])).values()];
}

/** The run that begins at `start` of some jobs, of which the first has the place `offset` in the whole list. */
function runRow(
  branch: Branch,
  parent: Row | undefined,
  jobs: readonly BackupJob[],
  offset: number,
  start: number,
  length: number,
): ChunkRow {
  const place = offset + start;
  return {
    kind: 'run',
    id: `${branch.id}/run:${place}+${length}`,
    jobs: jobs.slice(start, start + length),
    start: place,
    branch,
    parent,
  };
}

function jobRow(job: BackupJob, branch: Branch, parent: Row | undefined): JobRow | ParentJobRow {
  const { session } = branch;
  const isNested = rowOf(branch)?.kind === 'job';
  const id = isNested
    ? `${branch.id}/child:${idPart(jobKey(job))}`
    : `${session.key}@${session.region}/job:${idPart(jobKey(job))}`;
  const { pool } = session;
  const isExpandable = job.BackupJobId !== undefined && isParent(job, pool);
  return {
    kind: 'job',
    id,
    session,
    get job() {
      return pool.newestOf(job);
    },
    parent,
    ...(isExpandable && {
      list: pool.list(childrenOf(job.BackupJobId, branch.list.selection)),
      dimensions: [],
    }),
  };
}

function endOf(branch: Branch): Row[] {
  const { state } = branch.list;
  const parent = rowOf(branch);
  if (state.name === 'failed') {
    const isShownOnce = isOfConnection(state.failure) && branch.session.pool.outage !== undefined;
    if (isShownOnce || isShownAbove(branch)) return [];
    const failure = withUsefulRemedy(state.failure, wholeOf(branch).list.selection);
    return [{ kind: 'failure', id: `${branch.id}/failure`, failure, branch, parent }];
  }
  return branch.list.isComplete ? [] : [{ kind: 'loadMore', id: loadMoreId(branch), branch, parent }];
}

/** The whole tree that a branch is a part of: its selection is what the user filters by. */
function wholeOf(branch: Branch): Branch {
  return branch.whole === undefined ? branch : wholeOf(branch.whole);
}

/** A part that is filtered from the pages of its whole fails with it: one row is enough to say so. */
function isShownAbove({ list, whole }: Branch): boolean {
  return whole !== undefined && (list.isReadFrom(whole.list) || isShownAbove({ ...whole, list }));
}

const maxIdPartLength = 200;

/** Long enough for what a person reads in one go, short enough to be sent at every page. */
const maxRun = 250;
