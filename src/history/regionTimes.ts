import type { HistoryPeriod } from '../jobs/jobsSubject.js';
import type { ListedTime } from '../jobs/listedPeriod.js';
import { entry } from '../jobs/mapEntry.js';
import { inBoth } from '../jobs/timeSpans.js';
import type { FileFacts } from './fileJob.js';
import type { HistoryPlaces } from './import/fileRecord.js';
import { greatest, least } from './store/filePlaces.js';
import type { CoveredSpan } from './store/historyTypes.js';

/** What a history proves about the times of a region. */
export interface RegionTimes {
  /** The times of creation of which all jobs of every account are known; in order, without overlaps. */
  readonly listed: readonly ListedTime[];
  readonly history: HistoryPeriod;
}

/** What files say of the accounts of all regions. */
export interface RegionFiles extends Pick<HistoryPlaces, 'named' | 'places'> {
  readonly files: readonly Pick<FileFacts, 'times'>[];
  /** What reports cover; joined and in order. */
  readonly spans: readonly CoveredSpan[];
}

/**
 * What files prove about the times of a region: all of its jobs are known where the reports of each of its
 * accounts cover the same time.
 */
export function timesOfRegion(region: string, { files, named, places, spans }: RegionFiles): RegionTimes {
  const ownPlaces = places.filter((place) => place.region === region);
  const own = spans.filter((span) => span.region === region);
  const spansOf = new Map<string | undefined, ListedTime[]>(ownPlaces.map(({ account }) => [account, []]));
  for (const { accountId, from, to } of own) entry(spansOf, accountId, () => []).push({ from, to });
  const byAccount: (readonly ListedTime[])[] = [...spansOf.values()];
  // Of some files, not all accounts and regions are known: their jobs may be of this region.
  const unknown = files.flatMap((file) => file.times ?? []);
  const times = [...ownPlaces, ...unknown];
  const first = least(times.flatMap((time) => time.first ?? []));
  const last = greatest([...times.flatMap((time) => time.last ?? []), ...own.map(({ to }) => to)]);
  const ofAccounts = new Map<string, ListedTime[]>();
  for (const { accountId, from, region: place, to } of named)
    if (place === region && accountId !== undefined)
      entry(ofAccounts, accountId, () => []).push({ from, to });
  return {
    listed: unknown.length > 0 || byAccount.length === 0 ? [] : byAccount.reduce(inBoth),
    history: {
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
      ...(ofAccounts.size > 0 && { accounts: ofAccounts }),
    },
  };
}
