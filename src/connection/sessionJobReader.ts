import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type {
  JobLister,
  JobListing,
  JobListOptions,
  JobPlace,
  JobReader,
  JobReading,
  JobReference,
} from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { ReadableSessions } from './sessionJobs.js';

/**
 * Reads only jobs of the selected connection: a link or a restored panel cannot use the credentials of
 * another one.
 */
export class SessionJobReader implements JobReader, JobLister {
  constructor(private readonly sessions: ReadableSessions) {}

  listed(reference: JobReference): DescribedBackupJob | undefined {
    for (const session of this.sessions.current) {
      const pool = session.at(reference)?.pool;
      if (pool !== undefined) return pool.find(reference.backupJobId);
    }
    return undefined;
  }

  async read(reference: JobReference, signal: AbortSignal): Promise<JobReading> {
    return (await import('./sessionJobs.js')).readJobIn(this.sessions, reference, signal);
  }

  async list(place: JobPlace, selection: JobSelection, options: JobListOptions): Promise<JobListing> {
    return (await import('./sessionJobs.js')).listJobsIn(this.sessions, place, selection, options);
  }
}
