import type { JobSelection } from './jobSelection.js';

/** An analysis of jobs that runs where they are stored. The type parameters are those of plain data. */
export interface JobAnalysis<Options, Result> {
  readonly name: string;
  /** Only for the types. */
  readonly takes?: (options: Options) => Result;
}

/** The jobs of all regions of a connection, which are stored where they can be counted without being read. */
export interface StoredJobs {
  /** How many there are. */
  readonly count: number;
  /**
   * Runs an analysis over the jobs of a selection in some regions. Its options and its result are copied
   * between threads. Rejects with a JobSourceError, or with the reason of the signal.
   */
  analyze<Options, Result>(
    analysis: JobAnalysis<Options, Result>,
    jobs: { readonly selection: JobSelection; readonly regions: readonly string[] },
    options: Options,
    signal: AbortSignal,
  ): Promise<Result>;
}
