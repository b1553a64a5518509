import type { ReportPeriod } from '../fileJob.js';
import { placeInPath } from '../forms/placeInPath.js';
import type { CoveredSpan } from '../store/historyTypes.js';
import type { FileRecord } from './fileRecord.js';

/**
 * The times that reports cover. A report names all jobs that ended in its period, and those that were in
 * progress at its end, so it names every job that was created in its period. A report about several accounts
 * or regions covers those that the reports of its folder name: which others it is about is not known. Other
 * files do not say whether they are complete.
 */
export function spansOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
  return spansOfReports(records, withPeriodsOfEmpty(records.filter(isReadInFull)));
}

/** The times of the reports that are not known in full. */
export function incompleteSpansOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
  return spansOfReports(
    records,
    records.filter((record) => !isReadInFull(record)),
  );
}

/** The spans of some of the records. */
function spansOfReports(
  records: readonly FileRecord[],
  wanted: readonly FileRecord[],
): readonly CoveredSpan[] {
  const byFolder = placesByFolder(records);
  return wanted.flatMap(({ path, periods }) => {
    const places = byFolder.get(placeInPath(path)?.folder) ?? [];
    // Against files in which every row has a period of its own.
    if (periods.length * places.length > maxSpans) return [];
    return periods.flatMap((period) =>
      placesOf(period, places).map(({ account, region }) => ({
        ...{ accountId: account, region },
        ...{ from: period.from.getTime(), to: period.to.getTime() },
      })),
    );
  });
}

/**
 * Adds the periods of reports without rows. The days in the paths of a daily report are as far apart as its
 * periods, so the period is that of the nearest report of the same series, moved by the days between them.
 */
function withPeriodsOfEmpty(records: readonly FileRecord[]): readonly FileRecord[] {
  const bySeries = new Map<string, DatedPeriod[]>();
  for (const record of records) {
    const [period, ...others] = record.periods;
    if (record.day === undefined || period === undefined || others.length > 0) continue;
    const dated = { day: Date.parse(record.day), period };
    for (const series of seriesOf(record)) {
      const known = bySeries.get(series);
      if (known === undefined) bySeries.set(series, [dated]);
      else known.push(dated);
    }
  }
  return records.map((record) => {
    const [ofAnyName, ofName] = seriesOf(record);
    if (record.emptyReport === undefined || ofAnyName === undefined || ofName === undefined) return record;
    const day = Date.parse(record.day ?? '');
    let nearest: DatedPeriod | undefined;
    for (const one of bySeries.get(record.emptyReport === 'backupJobs' ? ofAnyName : ofName) ?? [])
      if (nearest === undefined || Math.abs(one.day - day) < Math.abs(nearest.day - day)) nearest = one;
    if (nearest === undefined) return record;
    const { period } = nearest;
    const to = period.to.getTime() + day - nearest.day;
    // A report on request can cover more than a day.
    const length = Math.min(period.to.getTime() - period.from.getTime(), dayMs);
    return { ...record, periods: [{ ...period, from: new Date(to - length), to: new Date(to) }] };
  });
}

/** The period of a report, and the day in its path, in epoch milliseconds. */
interface DatedPeriod {
  readonly day: number;
  readonly period: ReportPeriod;
}

/**
 * Two names of the series of a report in its bucket: that of its account and region, and that of the reports
 * among them whose file names differ only in numbers and IDs. Empty for any other path.
 */
function seriesOf({ day, path }: FileRecord): readonly string[] {
  if (day === undefined || placeInPath(path) === undefined) return [];
  const [, folder = '', name = ''] = reportFile.exec(path) ?? [];
  return [folder, `${folder} ${name.replaceAll(numberOrId, '#')}`];
}

const reportFile = /^(.*)[\\/]\d{4}[\\/]\d\d[\\/]\d\d[\\/]([^\\/]*)$/s;
const numberOrId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+/gi;
const dayMs = 24 * 60 * 60 * 1000;

interface Place {
  readonly account: string;
  readonly region: string;
}

/** The places of a period: its own, or those of its folder where it does not name one. */
function placesOf(
  { account, region }: Pick<FileRecord['periods'][number], 'account' | 'region'>,
  places: readonly Place[],
): readonly Place[] {
  if (account !== undefined && region !== undefined) return [{ account, region }];
  return places.filter(
    (one) =>
      (account === undefined || one.account === account) && (region === undefined || one.region === region),
  );
}

/** The accounts and regions that the reports of each folder name. */
function placesByFolder(records: readonly FileRecord[]): ReadonlyMap<string | undefined, readonly Place[]> {
  const byFolder = new Map<string, Map<string, Place>>();
  for (const { path, periods, places = [] } of records) {
    const folder = periods.length === 0 ? undefined : placeInPath(path)?.folder;
    if (folder === undefined) continue;
    const ofFolder = byFolder.get(folder) ?? new Map<string, Place>();
    byFolder.set(folder, ofFolder);
    for (const { account, region } of places)
      if (account !== undefined && region !== '') ofFolder.set(`${account} ${region}`, { account, region });
  }
  return new Map([...byFolder].map(([folder, places]) => [folder, [...places.values()]]));
}

/** A report with lines that cannot be read may have named more jobs. */
function isReadInFull({ isWhole, problem, unread }: FileRecord): boolean {
  return isWhole && problem === undefined && unread.length === 0;
}

const maxSpans = 100_000;
