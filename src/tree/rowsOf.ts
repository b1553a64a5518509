import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import type { GroupingContext } from '../jobs/grouping.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { type JobSelection, selects } from '../jobs/jobSelection.js';
import { isOfConnection } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';
import { withoutNested } from '../jobs/withoutNested.js';
import { attentionRows } from './attentionRows.js';
import { groupRows } from './groupRows.js';
import { jobRow } from './jobRow.js';
import {
  type Branch,
  branchesAbove,
  branchOfPages,
  type ChunkRow,
  loadMoreId,
  type Row,
  rowOf,
  withMerged,
} from './rows.js';

/**
 * The rows below a loaded branch: its groups or its jobs, and last a row that loads more. The ID of a job's
 * row does not contain the state, so the row stays the same when the state changes.
 */
export function rowsOf(branch: Branch, context: GroupingContext): Row[] {
  const row = rowOf(branch);
  const content = row?.kind === 'attention' ? attentionRows(row, context.now) : contentOf(branch, context);
  return [...content, ...endOf(branch, content.length > 0)];
}

/** The loaded jobs of a branch, for an export or a document. */
export interface LoadedJobs {
  readonly region: string;
  readonly pool: JobPool;
  readonly selection: JobSelection;
  readonly jobs: readonly BackupJob[];
  /** Whether these are all jobs. */
  readonly isComplete: boolean;
}

/**
 * The loaded jobs of a branch, from its own list or the lists above, whether it was expanded or not. Makes no
 * request.
 */
export function loadedJobsOf(branch: Branch): LoadedJobs {
  const { pool, region } = branch.session;
  const { isComplete, selection } = pool.knownList(branch.list.selection);
  return { region, pool, selection, jobs: knownJobs(branch), isComplete };
}

/** The rows of a chunk: its jobs, or smaller chunks. */
export function rowsOfChunk(chunk: ChunkRow): Row[] {
  if (chunk.jobs.length <= maxChunkLength) return chunk.jobs.map((job) => jobRow(job, chunk.branch, chunk));
  const chunks: ChunkRow[] = [];
  for (let start = 0; start < chunk.jobs.length; start += maxChunkLength)
    chunks.push(chunkRow(chunk.branch, chunk, chunk.jobs, chunk.start, start, maxChunkLength));
  return chunks;
}

function contentOf(branch: Branch, context: GroupingContext): Row[] {
  if (branch.dimensions.length === 0) return jobRowsOf(branch);
  return groupRows(branch, { ...context, knownJobs: knownJobs(branch) });
}

/**
 * The rows of the jobs. A long list is divided into chunks, each as long as all before it, so there are never
 * many of them. At each page, VS Code requests all rows below a row that has changed, about 0.6 KB each. With
 * chunks, it requests only the chunks and the jobs of those that are expanded.
 */
function jobRowsOf(branch: Branch): Row[] {
  const parent = rowOf(branch);
  const all = knownJobs(branch);
  const jobs = parent?.kind === 'job' ? all : withoutNested(all);
  if (jobs.length <= maxChunkLength) return jobs.map((job) => jobRow(job, branch, parent));
  const chunks: ChunkRow[] = [];
  for (let start = 0; start < jobs.length; start = Math.max(maxChunkLength, 2 * start))
    chunks.push(chunkRow(branch, parent, jobs, 0, start, Math.max(maxChunkLength, start)));
  return chunks;
}

/** The known jobs of a branch: from its own list and, while that is not loaded, from the list above. */
function knownJobs({ list, whole }: Branch): readonly BackupJob[] {
  if (list.hasStarted || whole === undefined) return list.jobs();
  const ofWhole = knownJobs(whole).filter((job) => selects(list.selection, job));
  return [...new Map([...list.jobs(), ...ofWhole].map((job) => [jobKey(job), job])).values()];
}

/** The chunk of the jobs from `start`, where the first job has the index `offset` in the whole list. */
function chunkRow(
  branch: Branch,
  parent: Row | undefined,
  jobs: readonly BackupJob[],
  offset: number,
  start: number,
  length: number,
): ChunkRow {
  const place = offset + start;
  return {
    kind: 'chunk',
    id: `${branch.id}/chunk:${place}+${length}`,
    jobs: jobs.slice(start, start + length),
    start: place,
    branch,
    parent,
  };
}

/**
 * The last row below a branch, if something is missing. A list with the pages of a list above has no row that
 * loads more, because the row of that list loads the same. But without other rows, it would look empty.
 */
function endOf(branch: Branch, hasRows: boolean): Row[] {
  const parent = rowOf(branch);
  for (const failed of withMerged(branch)) {
    const { state } = failed.list;
    if (state.name !== 'failed') continue;
    const isShownOnce = isOfConnection(state.failure) && branch.session.pool.outage !== undefined;
    if (isShownOnce || isShownAbove(failed.list, branch)) return [];
    const failure = withUsefulRemedy(state.failure, wholeOf(branch).list.selection);
    return [{ kind: 'failure', id: `${branch.id}/failure`, failure, branch: failed, parent }];
  }
  const isDone = branch.list.isComplete || (hasRows && branchOfPages(branch) !== branch);
  return isDone ? [] : [{ kind: 'loadMore', id: loadMoreId(branch), branch, parent }];
}

/** The whole tree of a branch: its selection is the user's filter. */
function wholeOf(branch: Branch): Branch {
  return branch.whole === undefined ? branch : wholeOf(branch.whole);
}

/**
 * A list that is filtered from the pages of the list above fails with it, and one row is enough to show that.
 */
function isShownAbove(list: JobList, branch: Branch): boolean {
  return [...branchesAbove(branch)].some((above) => list.isReadFrom(above.list));
}

/** In jobs. Short enough to scan at a glance, and to transfer again at each page. */
const maxChunkLength = 250;
