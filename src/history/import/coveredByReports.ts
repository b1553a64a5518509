import { entry } from '../../schedule/mapEntry.js';
import type { ReportPeriod } from '../fileJob.js';
import type { CoveredSpan } from '../store/historyTypes.js';
import { withPeriodsOfEmpty } from './emptyReports.js';
import type { FileRecord } from './fileRecord.js';
import { ReportSeries } from './reportSeries.js';

/**
 * The times that reports cover. A report names all jobs that ended in its period, and those that were in
 * progress at its end, so it names every job that was created in its period. A report about several accounts
 * or regions covers those that the reports of the same report plan name: which others it is about is not
 * known. Other files do not say whether they are complete.
 */
export function spansOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
  const series = new ReportSeries(records);
  return spansOfReports(records, withPeriodsOfEmpty(records.filter(isReadInFull), series), series);
}

/**
 * For each account and region that is known by reports about several: the time from the first to the last
 * report that names it. Before and after it, the reports may not be about the account.
 */
export function namedTimesOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
  const named = new Map<string, CoveredSpan>();
  const ofSeveral = new Set<string>();
  for (const record of withPeriodsOfEmpty(records, new ReportSeries(records)))
    for (const period of record.periods)
      for (const { account, region } of placesOf(period, placesWithAccount(record))) {
        const key = `${account} ${region}`;
        if (period.account === undefined || period.region === undefined) ofSeveral.add(key);
        const { from = period.from.getTime(), to = period.to.getTime() } = named.get(key) ?? {};
        named.set(key, {
          ...{ accountId: account, region },
          from: Math.min(from, period.from.getTime()),
          to: Math.max(to, endOf(period)),
        });
      }
  return [...named].flatMap(([key, span]) => (ofSeveral.has(key) ? [span] : []));
}

/** The times of the reports that are not known in full. */
export function incompleteSpansOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
  const incomplete = records.filter((record) => !isReadInFull(record));
  return incomplete.length === 0 ? [] : spansOfReports(records, incomplete, new ReportSeries(records));
}

/** The spans of some of the records. */
function spansOfReports(
  records: readonly FileRecord[],
  wanted: readonly FileRecord[],
  series: ReportSeries,
): readonly CoveredSpan[] {
  const byPlan = placesByPlan(records, series);
  return wanted.flatMap((record) => {
    const { periods } = record;
    const places = byPlan.get(series.namesOf(record)?.ofPlan) ?? [];
    // Against files in which every row has a period of its own.
    if (periods.length * places.length > maxSpans) return [];
    return periods.flatMap((period) =>
      placesOf(period, places).map(({ account, region }) => ({
        ...{ accountId: account, region },
        ...{ from: period.from.getTime(), to: endOf(period) },
      })),
    );
  });
}

/** A period that ends at 23:59:59 ends with that second. */
function endOf({ to }: ReportPeriod): number {
  const end = to.getTime();
  return (end + secondMs) % minuteMs === 0 ? end + secondMs - 1 : end;
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** The places of a period: its own, or those of its report plan where it does not name one. */
function placesOf(
  { account, region }: Pick<ReportPeriod, 'account' | 'region'>,
  places: readonly Place[],
): readonly Place[] {
  if (account !== undefined && region !== undefined) return [{ account, region }];
  return places.filter(
    (one) =>
      (account === undefined || one.account === account) && (region === undefined || one.region === region),
  );
}

/** The accounts and regions that the reports of each report plan name. */
function placesByPlan(
  records: readonly FileRecord[],
  series: ReportSeries,
): ReadonlyMap<string | undefined, readonly Place[]> {
  const byPlan = new Map<string, Map<string, Place>>();
  for (const record of records) {
    const plan = record.periods.length === 0 ? undefined : series.namesOf(record)?.ofPlan;
    if (plan === undefined) continue;
    const ofPlan = entry(byPlan, plan, () => new Map());
    for (const place of placesWithAccount(record)) ofPlan.set(`${place.account} ${place.region}`, place);
  }
  return new Map([...byPlan].map(([plan, places]) => [plan, [...places.values()]]));
}

function placesWithAccount({ places = [] }: FileRecord): readonly Place[] {
  return places.flatMap(({ account, region }) =>
    account === undefined || region === '' ? [] : [{ account, region }],
  );
}

/** A report with lines that cannot be read may have named more jobs. */
function isReadInFull({ isWhole, problem, unread }: FileRecord): boolean {
  return isWhole && problem === undefined && unread.length === 0;
}

const maxSpans = 100_000;
const secondMs = 1000;
const minuteMs = 60 * secondMs;
