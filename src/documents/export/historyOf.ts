import type { JobPool } from '../../jobs/jobPool.js';
import type { JobPlace } from '../../jobs/jobReader.js';
import { selectionOf } from '../../jobs/jobSelection.js';
import { type JobTarget, placeOfTarget } from '../../jobs/jobTarget.js';
import { relatedJobQueries } from '../../jobs/relatedJobs.js';
import type { ExportPart } from './exportedJobs.js';

/** The jobs of the resource of a job; undefined if the job is not of one of these regions. */
export function historyOf(
  target: JobTarget,
  sessions: readonly { readonly region: string; readonly pool: JobPool; holds(place: JobPlace): boolean }[],
): (ExportPart & { readonly pool: JobPool }) | undefined {
  const query = target.job && relatedJobQueries(target.job).resource;
  const place = placeOfTarget(target);
  const session = place && sessions.find((one) => one.holds(place));
  if (query === undefined || session === undefined) return undefined;
  const { pool, region } = session;
  const list = pool.knownList(selectionOf(query));
  return { region, pool, selection: list.selection, jobs: list.jobs(), isComplete: list.isComplete };
}
