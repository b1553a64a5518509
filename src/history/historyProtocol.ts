import type { BackupJob } from '../jobs/backupJob.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { Claim } from './archive/claim.js';
import type { ImportProgress, ImportResult } from './import/importFiles.js';
import type {
  CountedBy,
  CoveredSpan,
  CoverTime,
  HistoryCount,
  HistoryExtent,
  HistoryJob,
  HistoryPage,
  HistoryQuery,
  JobVersion,
  ListedJobs,
  PutCounts,
} from './store/historyTypes.js';
import type { StoreFailure } from './store/storeFailure.js';

/**
 * What the worker of a history can do. Parameters and results are plain data that can be sent between
 * threads; dates and `bigint` are. Each operation is in `historyOperations.ts`.
 */
export interface HistoryOperations {
  /** Times are in epoch milliseconds. */
  readonly put: Operation<
    { readonly versions: readonly JobVersion[]; readonly now?: number | undefined },
    PutCounts
  >;
  /** Stores pages like `put`, all or none of them. */
  readonly putListed: Operation<
    { readonly pages: readonly ListedJobs[]; readonly now?: number | undefined },
    PutCounts
  >;
  readonly cover: Operation<
    { readonly spans: readonly CoveredSpan[]; readonly time?: CoverTime | undefined },
    void
  >;
  readonly covered: Operation<{ readonly region?: string | undefined }, readonly CoveredSpan[]>;
  readonly page: Operation<
    { readonly query: HistoryQuery; readonly maxResults?: number; readonly nextToken?: string },
    HistoryPage
  >;
  readonly find: Operation<
    { readonly backupJobId: string; readonly region?: string | undefined },
    HistoryJob | undefined
  >;
  readonly count: Operation<
    {
      readonly query: HistoryQuery;
      readonly by: readonly CountedBy[];
      readonly withExamples?: boolean;
    },
    readonly HistoryCount[] | undefined
  >;
  /** Runs the analysis with this name over the jobs of a selection, see `JobSource.stored`. */
  readonly analyze: Operation<
    {
      readonly name: string;
      readonly selection: JobSelection;
      readonly regions: readonly string[];
      readonly options: unknown;
    },
    Analyzed
  >;
  readonly extent: Operation<Record<string, never>, HistoryExtent>;
  /** Times are in epoch milliseconds. */
  readonly removeBefore: Operation<{ readonly time: number }, number>;
  readonly erase: Operation<Record<string, never>, void>;
  /** Resolves to whether this window may do what has this name until a time. */
  readonly claim: Operation<Claim, boolean>;
  readonly importFiles: Operation<{ readonly paths: readonly string[] }, ImportResult, ImportProgress>;
}

/** The parameters of an operation, its result, and what it reports on its way. */
interface Operation<Parameters, Result, Progress = never> {
  readonly parameters: Parameters;
  readonly result: Result;
  readonly progress: Progress;
}

export type OperationName = keyof HistoryOperations;
export type ParametersOf<Name extends OperationName> = HistoryOperations[Name]['parameters'];
export type ResultOf<Name extends OperationName> = HistoryOperations[Name]['result'];
export type ProgressOf<Name extends OperationName> = HistoryOperations[Name]['progress'];

/** What an analysis has found, and the jobs in it: the time at which each was true. */
export interface Analyzed {
  readonly result: unknown;
  readonly jobs: ReadonlyMap<BackupJob, Date | 'notStated'>;
}

/** What the worker is started with. */
export interface HistoryWorkerData {
  /** The file of the history. */
  readonly file: string;
}

/** A message to the worker: a request, or that the result of a request is no longer wanted. */
export type ToWorker =
  | { readonly id: number; readonly name: OperationName; readonly parameters: unknown }
  | { readonly cancelled: number };

/** A message of the worker: how opening went, once; then progress, a result or a failure of a request. */
export type FromWorker =
  | { readonly opened: HistoryOpening }
  | { readonly failed: StoreFailure }
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: StoreFailure };

/** What is known of a history once it is open. */
export interface HistoryOpening {
  /** Set if a newer version of the extension wrote it. */
  readonly isReadOnly: boolean;
  /** Where a file is now that could not be read. */
  readonly putAside?: string | undefined;
}
