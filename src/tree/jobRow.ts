import { createHash } from 'node:crypto';
import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { childrenOf, isParent } from './nestedJobs.js';
import { type Branch, type JobRow, type ParentJobRow, type Row, rowOf } from './rows.js';

/** The row of a job, whose id is the same wherever it stands in the tree, but where it stands twice. */
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

/** Another text for each value, and never a long one: the editor is sent the ids of all rows. */
export function idPart(value: string | undefined): string {
  if (value === undefined) return '';
  // JSON has a form for half a surrogate pair too, where an address has none.
  const text = JSON.stringify(value).slice(1, -1);
  return value.length <= maxIdPartLength
    ? encodeURIComponent(text)
    : createHash('sha256').update(text).digest('hex');
}

const maxIdPartLength = 200;
