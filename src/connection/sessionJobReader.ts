import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import {
  type JobLister,
  type JobListing,
  type JobListOptions,
  type JobPlace,
  type JobReader,
  type JobReading,
  type JobReference,
  readOrListed,
} from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { JobSourceError } from '../jobs/jobSource.js';
import type { Session } from './session.js';

/**
 * Reads only jobs of the selected connection: a link or a restored panel cannot use the credentials of
 * another one.
 */
export class SessionJobReader implements JobReader, JobLister {
  constructor(
    private readonly sessions: {
      readonly current: readonly Session[];
      mayHold(place: JobPlace): Promise<boolean>;
      ready(): Promise<readonly Session[]>;
    },
  ) {}

  listed(reference: JobReference): DescribedBackupJob | undefined {
    const session = this.sessions.current.find((one) => one.holds(reference));
    return session?.pool.find(reference.backupJobId);
  }

  async read(reference: JobReference, signal: AbortSignal): Promise<JobReading> {
    const session = await this.#sessionOf(reference);
    const listed = this.listed(reference);
    return readOrListed(async () => {
      const job = await session.source.describeBackupJob(reference.backupJobId, signal);
      if (listed !== undefined) session.pool.update([job]);
      return job;
    }, listed);
  }

  async list(
    place: JobPlace,
    selection: JobSelection,
    { isFresh, maxPages, signal }: JobListOptions,
  ): Promise<JobListing> {
    const { pool } = await this.#sessionOf(place);
    const list = pool.list(selection);
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

  async #sessionOf(place: JobPlace): Promise<Session> {
    // A job of another connection must not open this one.
    const sessions = (await this.sessions.mayHold(place)) ? await this.sessions.ready() : [];
    const session = sessions.find((one) => one.holds(place));
    if (session === undefined) throw this.#otherConnection(place);
    return session;
  }

  #otherConnection({ connection, region }: JobPlace): JobSourceError {
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
}
