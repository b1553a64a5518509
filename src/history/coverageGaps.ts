import type { JobQuery } from '../jobs/jobQuery.js';
import type { AccountSpan, SourceCoverage } from '../jobs/sourceCoverage.js';
import type { CoveredSpan } from './store/historyTypes.js';

/**
 * What a history covers of the time of creation of a query, for each of its accounts. Without bounds, the
 * time is that from the first to the last covered one: what is before and after is not known to exist.
 * `spans` are joined and in order. A span without an account says nothing of a certain one.
 */
export function coverageOfSpans(
  { accountId, createdAfter, createdBefore }: JobQuery,
  spans: readonly CoveredSpan[],
): SourceCoverage {
  const isOfQuery = (span: CoveredSpan) =>
    accountId === undefined || accountId === '*' || span.accountId === accountId;
  const wanted = spans.filter(isOfQuery);
  const from = createdAfter?.getTime() ?? Math.min(...wanted.map((span) => span.from));
  const to = createdBefore?.getTime() ?? Math.max(...wanted.map((span) => span.to));
  const accounts = new Set(wanted.map((span) => span.accountId));
  // A query of one account has gaps even if nothing is known of it.
  if (accounts.size === 0) accounts.add(accountId === '*' ? undefined : accountId);
  if (!(from <= to)) return { known: [], gaps: [] };
  const known: AccountSpan[] = [];
  const gaps: AccountSpan[] = [];
  for (const account of accounts) {
    let next = from;
    for (const span of wanted.filter((one) => one.accountId === account)) {
      if (span.to < from || span.from > to) continue;
      if (span.from > next) gaps.push(spanOf(account, next, span.from - 1));
      known.push(spanOf(account, Math.max(span.from, from), Math.min(span.to, to)));
      next = Math.max(next, span.to + 1);
    }
    if (next <= to && Number.isFinite(to)) gaps.push(spanOf(account, next, to));
  }
  return { known, gaps };
}

function spanOf(accountId: string | undefined, from: number, to: number): AccountSpan {
  return { accountId, from: new Date(from), to: new Date(to) };
}
