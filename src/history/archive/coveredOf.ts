import { everyAccount } from '../../jobs/jobQuery.js';
import type { ListedTime } from '../../jobs/listedPeriod.js';
import { joinedSpans } from '../store/coveredSpans.js';
import type { CoveredSpan } from '../store/historyTypes.js';

/**
 * The times of one region of which all jobs of an account are stored, or those of all accounts (`*`); in
 * order. A span without an account is of a read of all accounts, which includes each of them.
 */
export function coveredOf(accountId: string, spans: readonly CoveredSpan[]): readonly ListedTime[] {
  const isOf = (span: CoveredSpan) =>
    span.accountId === undefined || (accountId !== everyAccount && span.accountId === accountId);
  const own = spans.filter(isOf).map(({ from, region, to }) => ({ from, region, to }));
  return joinedSpans(own).map(({ from, to }) => ({ from, to }));
}
