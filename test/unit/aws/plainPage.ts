import { fieldsOf } from '../../../src/jobs/backupJob.js';
import type { JobPage } from '../../../src/jobs/jobSource.js';

/** The page with the fields of each job as sorted entries, for comparisons. */
export function plain({ jobs: read, nextToken }: JobPage): object {
  return { jobs: read.map((job) => Object.entries(fieldsOf(job)).sort(byName)), nextToken };
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
