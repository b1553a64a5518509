import type { HistoryPeriod } from '../jobs/jobsSubject.js';
import type { ListedTime } from '../jobs/listedPeriod.js';
import type { FileFacts } from './fileJob.js';
import type { CoveredSpan } from './store/historyTypes.js';

/** What a history proves about the times of a region. */
export interface RegionTimes {
  /** The times of creation of which all jobs of every account are known; in order, without overlaps. */
  readonly listed: readonly ListedTime[];
  readonly history: HistoryPeriod;
}

/** What reports say of the accounts of all regions. */
export interface RegionReports {
  /** What they cover; joined and in order. */
  readonly spans: readonly CoveredSpan[];
  /** From the first to the last report that names an account and a region; see `namedTimesOf`. */
  readonly named: readonly CoveredSpan[];
}

/**
 * What files prove about the times of a region: all of its jobs are known where the reports of each of its
 * accounts cover the same time.
 */
export function timesOfRegion(
  region: string,
  files: readonly Pick<FileFacts, 'kinds' | 'places' | 'times'>[],
  { named, spans }: RegionReports,
): RegionTimes {
  const withJobs = files.filter(({ kinds }) => kinds.length > 0);
  const places = withJobs.flatMap((file) => file.places ?? []).filter((place) => place.region === region);
  const own = spans.filter((span) => span.region === region);
  const accounts = new Set([
    ...places.map(({ account }) => account),
    ...own.map(({ accountId }) => accountId),
  ]);
  const byAccount: (readonly ListedTime[])[] = [...accounts].map((account) =>
    own.filter(({ accountId }) => accountId === account).map(({ from, to }) => ({ from, to })),
  );
  // Of some files, not all accounts and regions are known: their jobs may be of this region.
  const unknown = withJobs.flatMap((file) => (file.places === undefined ? [file.times ?? {}] : []));
  const times = [...places, ...unknown];
  const first = least(times.flatMap((time) => time.first ?? []));
  const last = greatest([...times.flatMap((time) => time.last ?? []), ...own.map(({ to }) => to)]);
  const ofAccounts = new Map(
    named.flatMap(({ accountId, from, region: place, to }) =>
      place === region && accountId !== undefined ? [[accountId, { from, to }] as const] : [],
    ),
  );
  return {
    listed: unknown.length > 0 || byAccount.length === 0 ? [] : byAccount.reduce(inBoth),
    history: {
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
      ...(ofAccounts.size > 0 && { accounts: ofAccounts }),
    },
  };
}

/** The times that are in both lists, which are in order. */
function inBoth(some: readonly ListedTime[], others: readonly ListedTime[]): readonly ListedTime[] {
  const both: ListedTime[] = [];
  let place = 0;
  for (const one of some)
    for (; ; place++) {
      const other = others[place];
      if (other === undefined || other.from >= one.to) break;
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      if (from < to) both.push({ from, to });
      if (other.to > one.to) break;
    }
  return both;
}

function least(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((one, other) => Math.min(one, other));
}

function greatest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((one, other) => Math.max(one, other));
}
