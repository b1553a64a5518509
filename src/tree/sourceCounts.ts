import type { JobList } from '../jobs/jobList.js';
import type { CountedJobs } from '../jobs/jobSource.js';
import type { Branch } from './rows.js';

/**
 * The exact counts of groups while not all of their jobs are loaded. The source must be able to count without
 * listing jobs. A refresh makes new lists, so it counts again.
 */
export class SourceCounts {
  /** By list and dimension; undefined until they have arrived. */
  readonly #counts = new WeakMap<JobList, Map<string, readonly CountedJobs[] | undefined>>();
  readonly #disposed = new AbortController();

  /** Calls `onNewCounts` when counts arrive. */
  constructor(private readonly onNewCounts: () => void) {}

  /** The counts of the groups below a branch, as far as they are known. Requests them at the first call. */
  of({ dimensions: [dimension], list, session }: Branch): readonly CountedJobs[] | undefined {
    const [part, ...others] = list.selection.parts;
    // A job may be in several parts.
    const { source } = session;
    if (source?.countJobs === undefined || part === undefined || others.length > 0) return undefined;
    if (dimension?.field === undefined || list.isComplete) return undefined;
    const ofList = this.#counts.get(list) ?? new Map<string, readonly CountedJobs[] | undefined>();
    this.#counts.set(list, ofList);
    const { field, name } = dimension;
    if (ofList.has(name)) return ofList.get(name);
    ofList.set(name, undefined);
    source.countJobs(part, field, this.#disposed.signal).then(
      (counts) => {
        ofList.set(name, counts);
        if (counts !== undefined && !this.#disposed.signal.aborted) this.onNewCounts();
      },
      // Without counts, the tree shows what is loaded. If the source has failed, the next page shows why.
      () => {},
    );
    return undefined;
  }

  dispose(): void {
    this.#disposed.abort();
  }
}
