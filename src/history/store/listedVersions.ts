import { PageUnpacker } from '../../jobs/packed/packedJob.js';
import type { JobVersion, ListedJobs } from './historyTypes.js';

/** The versions of the jobs of a page. */
export function listedVersions({ asOf, jobs: listed, region }: ListedJobs): readonly JobVersion[] {
  const jobs = 'columns' in listed ? new PageUnpacker().unpack(listed).jobs : listed;
  return jobs.map((job) => ({ job, region, asOf, form: 'whole' }));
}
