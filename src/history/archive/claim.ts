import { isObject } from '../../jobs/fieldReaders.js';
import type { HistoryDatabase } from '../store/historyDatabase.js';

/** What only one window may do at a time, and until when it wants to. Times are in epoch milliseconds. */
export interface Claim {
  readonly name: string;
  readonly now: number;
  readonly until: number;
}

/**
 * Claims something for this window, unless another one has claimed it until a later time. A window that has
 * ended meanwhile blocks the others until its claim ends, and no longer. A claim until now ends one.
 */
export function claim(database: Pick<HistoryDatabase, 'changeNote'>, { name, now, until }: Claim): boolean {
  let isClaimed = false;
  database.changeNote(`claim:${name}`, (value) => {
    const other = isObject(value) ? value['until'] : undefined;
    // A clock that was ahead must not block for longer than a claim lasts.
    isClaimed = typeof other !== 'number' || other <= now || other - now > maxClaimMs || until <= now;
    return isClaimed ? { until } : value;
  });
  return isClaimed;
}

const maxClaimMs = 24 * 60 * 60 * 1000;
