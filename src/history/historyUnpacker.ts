import type { BackupJob } from '../jobs/backupJob.js';
import { withTimeOfHistory } from '../jobs/lastKnown.js';
import { PageUnpacker } from '../jobs/packed/packedJob.js';
import type { PackedJobs } from './store/historyTypes.js';
import { RecentEntries } from './store/recentEntries.js';

/** Unpacks the jobs of one history. Jobs of different pages with the same value share it. */
export class HistoryUnpacker {
  readonly #values = new RecentEntries<number, unknown>(maxValues);
  #version: number | undefined;

  unpack({ asOf, valueIds, values, valuesVersion, ...page }: PackedJobs): readonly BackupJob[] {
    if (valuesVersion !== this.#version) this.#values.clear();
    this.#version = valuesVersion;
    const shared = values.map((value, place) => this.#shared(valueIds[place] ?? Number.NaN, value));
    const { jobs } = new PageUnpacker().unpack({
      ...page,
      values: shared,
      isFirst: true,
      nextToken: undefined,
    });
    for (const [row, job] of jobs.entries()) {
      const time = asOf[row] ?? Number.NaN;
      withTimeOfHistory(job, Number.isNaN(time) ? 'notStated' : new Date(time));
    }
    return jobs;
  }

  #shared(id: number, value: unknown): unknown {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    this.#values.set(id, value);
    return value;
  }
}

const maxValues = 50_000;
