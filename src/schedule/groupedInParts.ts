import type { BackupJob } from '../jobs/backupJob.js';
import type { Slices } from '../jobs/slices.js';
import type { GroupedJobs } from './backupSeries.js';
import { SeriesCollector } from './seriesCollector.js';

/**
 * The jobs of a region in groups of some at a time, so that those of a history are never in memory all at
 * once. The next ones may belong to the same series.
 */
export async function* groupedInParts(
  region: string,
  jobs: Iterable<BackupJob>,
  slices: Slices,
): AsyncGenerator<GroupedJobs, void, undefined> {
  let collector = new SeriesCollector(region);
  let count = 0;
  for (const job of jobs) {
    collector.add(job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
    if (++count % maxJobs !== 0) continue;
    yield await collector.grouped(slices);
    collector = new SeriesCollector(region);
  }
  yield await collector.grouped(slices);
}

const maxJobs = 50_000;
