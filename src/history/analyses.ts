import type { BackupJob } from '../jobs/backupJob.js';
import { Slices } from '../jobs/slices.js';
import { withReplaced } from '../jobs/withReplaced.js';
import type { Analyzed, ParametersOf } from './historyProtocol.js';
import type { HistoryDatabase } from './store/historyDatabase.js';
import { wholeRowJob } from './store/rowJobs.js';
import { StoreError } from './store/storeFailure.js';

/**
 * The analyses that a worker can run, by their names. Each gets the jobs by region, which can be iterated
 * several times, and its options. Works in slices, and rejects with the signal's reason when it aborts.
 */
export type Analyses = Readonly<Record<string, Analysis>>;

type Analysis = (
  byRegion: ReadonlyMap<string, Iterable<BackupJob>>,
  options: never,
  signal: AbortSignal,
) => Promise<unknown>;

/** Runs an analysis. The jobs in its result are sent as objects with all of their fields. */
export async function analyze(
  { name, options, regions, selection }: ParametersOf<'analyze'>,
  {
    analyses,
    database,
    signal,
  }: { readonly analyses: Analyses; readonly database: HistoryDatabase; readonly signal: AbortSignal },
): Promise<Analyzed> {
  const run = analyses[name];
  if (run === undefined) throw new StoreError({ kind: 'unknown', detail: `There is no analysis ${name}` });
  const stored = await database.each(selection, regions, new Slices({ signal }));
  const byRegion = new Map(regions.map((region) => [region, stored.in(region)]));
  const found = await run(byRegion, options as never, signal);
  const jobs = new Map<BackupJob, Date | 'notStated'>();
  const result = withReplaced(found, (object) => {
    const whole = wholeRowJob(object);
    if (whole === undefined) return undefined;
    jobs.set(whole.job, whole.isAtLeast ? 'notStated' : new Date(whole.asOf));
    return whole.job;
  });
  return { result, jobs };
}
