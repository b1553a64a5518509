import { timeOf } from '../../jobs/timeOf.js';
import type { FileJob, FilePlace } from '../fileJob.js';
import { knownTime } from '../knownTime.js';

/** Collects the accounts and regions of a file's jobs, and the time that these jobs are of. */
export class PlacesSeen {
  readonly #places = new Map<string, { account: string | undefined; region: string; times: Times }>();
  readonly #now = Date.now();
  readonly #times: Times = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  #hasMore = false;

  add({ job, region = '', statedAt }: Pick<FileJob, 'job' | 'region' | 'statedAt'>): void {
    const { AccountId: account } = job;
    const { asOf } = knownTime(job, statedAt, this.#now);
    const created = timeOf(job, 'CreationDate');
    const last = asOf > 0 ? Math.min(asOf, this.#now) : Number.NEGATIVE_INFINITY;
    widen(this.#times, created, last);
    const key = `${account ?? ''} ${region}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      // Against files in which every row has a place of its own.
      this.#hasMore ||= this.#places.size >= maxPlaces;
      if (this.#hasMore) return;
      place = { account, region, times: { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY } };
      this.#places.set(key, place);
    }
    widen(place.times, created, last);
  }

  /** The time of all jobs. */
  get times(): Pick<FilePlace, 'first' | 'last'> {
    return finiteTimes(this.#times);
  }

  /** The places; undefined if there are more than are collected. */
  get all(): readonly FilePlace[] | undefined {
    if (this.#hasMore) return undefined;
    return [...this.#places.values()].map(({ account, region, times }) => ({
      ...(account !== undefined && { account }),
      region,
      ...finiteTimes(times),
    }));
  }
}

interface Times {
  first: number;
  last: number;
}

function widen(times: Times, created: number, last: number): void {
  if (created < times.first) times.first = created;
  if (last > times.last) times.last = last;
}

function finiteTimes({ first, last }: Times): Pick<FilePlace, 'first' | 'last'> {
  return { ...(Number.isFinite(first) && { first }), ...(Number.isFinite(last) && { last }) };
}

/** An organization of 1,000 accounts in 20 regions. */
const maxPlaces = 20_000;
