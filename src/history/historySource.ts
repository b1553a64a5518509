import * as l10n from '@vscode/l10n';
import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobField } from '../jobs/jobField.js';
import type { JobQuery } from '../jobs/jobQuery.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import {
  type CountedJobs,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../jobs/jobSource.js';
import { badStates, completedWithIssues } from '../jobs/jobStates.js';
import { withTimeOfHistory } from '../jobs/lastKnown.js';
import { mergedPart } from '../jobs/mergedPart.js';
import type { JobAnalysis } from '../jobs/storedJobs.js';
import { historyError } from './historyFailure.js';
import type { OperationName, ParametersOf, ResultOf } from './historyProtocol.js';
import type { HistoryStore } from './historyStore.js';
import { HistoryUnpacker } from './historyUnpacker.js';
import type { CountedBy, HistoryJob, HistoryQuery } from './store/historyTypes.js';
import { StoreError } from './store/storeFailure.js';

export interface HistorySourceOptions {
  /** Opens the store. Called for the first request, and for the first one after the store has failed. */
  readonly open: () => Promise<Pick<HistoryStore, 'run'>>;
  /** It lists the jobs of this region. */
  readonly region: string;
  /** See {@link HistoryQuery.notSeen}; if absent, it lists all jobs. Called for each request. */
  readonly notSeen?: (query: JobQuery, signal: AbortSignal) => Promise<HistoryQuery['notSeen']>;
}

/** The jobs of one region in a history. They do not change by themselves, so nothing is polled. */
export class HistorySource implements JobSource {
  readonly isUnchanging = true;
  readonly #options: HistorySourceOptions;
  #opened: Opened | undefined;
  readonly #disposed = new AbortController();

  constructor(options: HistorySourceOptions) {
    this.#options = options;
  }

  async listBackupJobs(query: JobQuery, { maxResults, nextToken, signal }: PageRequest): Promise<JobPage> {
    const parameters = {
      query: await this.#within(query, signal),
      ...(maxResults !== undefined && { maxResults }),
      ...(nextToken !== undefined && { nextToken }),
    };
    const opened = this.#open();
    const page = await this.#run('page', parameters, signal, opened);
    return { jobs: opened.unpacker.unpack(page.jobs), nextToken: page.nextToken };
  }

  async describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    const found = await this.#run('find', { backupJobId, region: this.#options.region }, signal);
    if (found !== undefined) return jobOf(found);
    throw new JobSourceError({
      kind: 'notFound',
      summary: l10n.t('The history does not have this job'),
      detail: '',
      remedy: 'retry',
    });
  }

  async listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    const query = await this.#within({}, signal);
    const counts = await this.#run('count', { query, by: ['BackupVaultName'] }, signal);
    return (counts ?? []).flatMap(({ values: [name] }) => name ?? []).sort();
  }

  async countJobs(
    selection: JobSelection,
    by: JobField,
    signal: AbortSignal,
  ): Promise<readonly CountedJobs[] | undefined> {
    const counted = countedFields[by];
    const part = mergedPart(selection);
    if (counted === undefined || part === undefined) return undefined;
    const { clientFilters, query } = part;
    const counts = await this.#run(
      'count',
      {
        query: { ...(await this.#within(query, signal)), clientFilters },
        by: [counted.by, 'State'],
        withExamples: counted.sampleOf === undefined,
      },
      signal,
    );
    return counts?.map(({ count, example, values: [value, state] }) => ({
      sample: example === undefined ? (counted.sampleOf?.(value) ?? {}) : jobOf(example),
      count,
      bad: badStates.some((one) => one === state) ? count : 0,
    }));
  }

  /** Runs an analysis in the worker, over several regions; see {@link StoredJobs.analyze}. */
  async analyze<Options, Result>(
    { name }: JobAnalysis<Options, Result>,
    jobs: { readonly selection: JobSelection; readonly regions: readonly string[] },
    options: Options,
    signal: AbortSignal,
  ): Promise<Result> {
    const analyzed = await this.#run('analyze', { name, ...jobs, options }, signal);
    for (const [job, time] of analyzed.jobs) withTimeOfHistory(job, time);
    return analyzed.result as Result;
  }

  dispose(): void {
    this.#disposed.abort();
    this.#opened = undefined;
  }

  #open(): Opened {
    this.#opened ??= { store: this.#options.open(), unpacker: new HistoryUnpacker() };
    return this.#opened;
  }

  async #within(query: JobQuery, signal: AbortSignal): Promise<HistoryQuery> {
    const { notSeen, region } = this.#options;
    return { query, region, notSeen: await notSeen?.(query, signal) };
  }

  /**
   * Runs an operation of the store. A store that has failed as a whole is opened again by the next request.
   */
  async #run<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name>,
    signal: AbortSignal,
    opened = this.#open(),
  ): Promise<ResultOf<Name>> {
    try {
      const store = await opened.store;
      return await store.run(name, parameters, { signal: AbortSignal.any([signal, this.#disposed.signal]) });
    } catch (error) {
      const isLost = error instanceof StoreError && lostKinds.includes(error.failure.kind);
      const hasOpened = await opened.store.then(
        () => true,
        () => false,
      );
      if ((isLost || !hasOpened) && this.#opened === opened) this.#opened = undefined;
      throw historyError(error);
    }
  }
}

interface Opened {
  readonly store: Promise<Pick<HistoryStore, 'run'>>;
  /** Its texts are those of this store. */
  readonly unpacker: HistoryUnpacker;
}

function jobOf({ asOf, isAtLeast, job }: HistoryJob): BackupJob {
  return withTimeOfHistory(job, isAtLeast ? 'notStated' : new Date(asOf));
}

/** After these failures, the worker has ended, or does not have the jobs of the files any more. */
const lostKinds: readonly StoreError['failure']['kind'][] = ['crashed', 'damaged', 'replaced'];

interface CountedField {
  readonly by: CountedBy;
  /** A job with only this value. Absent if a name for it is in another field: then a real job is needed. */
  readonly sampleOf?: (value: string | undefined) => BackupJob;
}

const countedFields: Readonly<Partial<Record<JobField, CountedField>>> = {
  AccountId: { by: 'AccountId', sampleOf: (AccountId) => ({ AccountId }) },
  BackupVaultName: { by: 'BackupVaultName', sampleOf: (BackupVaultName) => ({ BackupVaultName }) },
  'CreatedBy.BackupPlanId': { by: 'CreatedBy.BackupPlanId' },
  // Local days begin at a full quarter of an hour in every time zone.
  CreationDate: {
    by: 'QuarterHour',
    sampleOf: (start) => ({ CreationDate: start === undefined ? undefined : new Date(start) }),
  },
  IamRoleArn: { by: 'IamRoleArn' },
  MessageCategory: { by: 'MessageCategory', sampleOf: (MessageCategory) => ({ MessageCategory }) },
  ResourceArn: { by: 'ResourceArn' },
  ResourceType: { by: 'ResourceType', sampleOf: (ResourceType) => ({ ResourceType }) },
  State: {
    by: 'State',
    sampleOf: (state) =>
      state === completedWithIssues ? { State: 'COMPLETED', MessageCategory: 'ISSUES' } : { State: state },
  },
  StatusMessage: { by: 'StatusMessage', sampleOf: (StatusMessage) => ({ StatusMessage }) },
};
