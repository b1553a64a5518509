import type { JobField } from '../jobs/jobField.js';
import type { JobList } from '../jobs/jobList.js';
import type { CountedJobs } from '../jobs/jobSource.js';
import type { Branch } from './rows.js';

/**
 * The exact counts of groups while not all of their jobs are loaded. The source must be able to count without
 * listing jobs. A refresh makes new lists, so it counts again.
 */
export class SourceCounts {
  /** By list and field; undefined until they have arrived. */
  readonly #counts = new WeakMap<JobList, Map<JobField, readonly CountedJobs[] | undefined>>();
  readonly #disposed = new AbortController();

  /** Calls `onNewCounts` when counts arrive. */
  constructor(private readonly onNewCounts: () => void) {}

  /** The counts of the groups below a branch, as far as they are known. Requests them at the first call. */
  of(branch: Branch): readonly CountedJobs[] | undefined {
    const field = branch.dimensions[0]?.field;
    return field && this.#by(field, branch);
  }

  /** The number of all jobs of a branch, and of the bad ones, like {@link of}. */
  totalOf(branch: Branch): Pick<CountedJobs, 'bad' | 'count'> | undefined {
    return this.#by('State', branch)?.reduce(
      (sum, { bad, count }) => ({ bad: sum.bad + bad, count: sum.count + count }),
      { bad: 0, count: 0 },
    );
  }

  #by(field: JobField, { list, session: { source } }: Branch): readonly CountedJobs[] | undefined {
    if (source?.countJobs === undefined) return undefined;
    // A list that cannot be read cannot be counted either.
    if (list.isComplete || !list.hasStarted || list.state.name === 'failed') return undefined;
    const ofList = this.#counts.get(list) ?? new Map<JobField, readonly CountedJobs[] | undefined>();
    this.#counts.set(list, ofList);
    if (ofList.has(field)) return ofList.get(field);
    ofList.set(field, undefined);
    source.countJobs(list.selection, field, this.#disposed.signal).then(
      (counts) => {
        ofList.set(field, counts);
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
