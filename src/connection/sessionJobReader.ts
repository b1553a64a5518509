import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { type JobReader, type JobReading, type JobReference, readOrListed } from '../jobs/jobReader.js';
import { JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import type { Session } from './session.js';

/**
 * Reads jobs of the sessions in use and of no other: a link or a kept panel cannot make the user's
 * credentials be used where the user did not choose to use them.
 */
export class SessionJobReader implements JobReader {
  constructor(
    private readonly sessions: {
      readonly current: readonly Session[];
      ready(): Promise<readonly Session[]>;
    },
    private readonly t: Translate,
  ) {}

  listed(reference: JobReference): DescribedBackupJob | undefined {
    const session = this.sessions.current.find((one) => one.holds(reference));
    return session?.pool.find(reference.backupJobId);
  }

  async read(reference: JobReference, signal: AbortSignal): Promise<JobReading> {
    const session = (await this.sessions.ready()).find((one) => one.holds(reference));
    if (session === undefined) throw this.#otherConnection(reference);
    return readOrListed(
      () => session.source.describeBackupJob(reference.backupJobId, signal),
      this.listed(reference),
    );
  }

  #otherConnection(reference: JobReference): JobSourceError {
    return new JobSourceError({
      kind: 'configuration',
      summary: this.t('This job belongs to another connection'),
      detail: this.t('It was opened with {connection} in {region}. Select that connection to read it.', {
        connection: reference.connection,
        region: reference.region,
      }),
      remedy: 'selectConnection',
    });
  }
}
