import { timeOf } from '../../jobs/timeOf.js';
import type { FileJob, FilePlace } from '../fileJob.js';
import { knownTime } from '../knownTime.js';

/** Collects the accounts and regions of a file's jobs, and the time that these jobs are of. */
export class PlacesSeen {
  readonly #places = new Map<string, { account: string | undefined; region: string; times: Times }>();
  readonly #now = Date.now();
  #hasMore = false;

  add({ job, region = '', statedAt }: Pick<FileJob, 'job' | 'region' | 'statedAt'>): void {
    const { AccountId: account } = job;
    const key = `${account ?? ''} ${region}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      // Against files in which every row has a place of its own.
      this.#hasMore ||= this.#places.size >= maxPlaces;
      if (this.#hasMore) return;
      place = { account, region, times: { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY } };
      this.#places.set(key, place);
    }
    const { times } = place;
    const { asOf } = knownTime(job, statedAt, this.#now);
    const created = timeOf(job, 'CreationDate');
    if (created < times.first) times.first = created;
    if (asOf > 0) times.last = Math.max(times.last, Math.min(asOf, this.#now));
  }

  /** The places; undefined if there are more than are collected. */
  get all(): readonly FilePlace[] | undefined {
    if (this.#hasMore) return undefined;
    return [...this.#places.values()].map(({ account, region, times: { first, last } }) => ({
      ...(account !== undefined && { account }),
      region,
      ...(Number.isFinite(first) && { first }),
      ...(Number.isFinite(last) && { last }),
    }));
  }
}

interface Times {
  first: number;
  last: number;
}

const maxPlaces = 1000;
