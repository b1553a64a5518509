import { createHash } from 'node:crypto';
import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { childrenOf, isParent } from './nestedJobs.js';
import { type Branch, type JobRow, type ParentJobRow, type Row, rowOf } from './rows.js';

/** The row of a job. Its ID does not depend on its place in the tree, unless the job has several rows. */
export function jobRow(job: BackupJob, branch: Branch, parent: Row | undefined): JobRow | ParentJobRow {
  const { session } = branch;
  const isRepeated = branch.repeatsJobs || rowOf(branch)?.kind === 'job';
  const id = isRepeated
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

/**
 * A short text that differs for each non-empty value. It is short because VS Code transfers the IDs of all
 * rows.
 */
export function idPart(value: string | undefined): string {
  if (value === undefined) return '';
  // JSON can encode half a surrogate pair; a URI component cannot.
  const text = JSON.stringify(value).slice(1, -1);
  return value.length <= maxIdPartLength
    ? encodeURIComponent(text)
    : createHash('sha256').update(text).digest('hex');
}

const maxIdPartLength = 200;
