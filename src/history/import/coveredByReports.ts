import type { ReportPeriod } from '../fileJob.js';
import { placeInPath } from '../forms/placeInPath.js';
import type { CoveredSpan } from '../store/historyTypes.js';
import type { FileRecord } from './fileRecord.js';

/**
 * The times that reports cover. A report names all jobs that ended in its period, and those that were in
 * progress at its end, so it names every job that was created in its period. A report about several regions
 * covers each of the `regions` of the history. Other files do not say whether they are complete.
 */
export function spansOf(records: readonly FileRecord[], regions: readonly string[]): readonly CoveredSpan[] {
  // A report with lines that cannot be read may have named more jobs.
  const whole = records.filter(
    ({ isWhole, problem, unread }) => isWhole && problem === undefined && unread.length === 0,
  );
  return [...whole.flatMap(({ periods }) => periods), ...periodsOfEmpty(whole)].flatMap(
    ({ account, from, region, to }) =>
      (region === undefined ? regions : [region]).map((one) => ({
        ...(account !== undefined && { accountId: account }),
        region: one,
        from: from.getTime(),
        to: to.getTime(),
      })),
  );
}

/**
 * The periods of reports without rows. The days in the paths of a daily report are as far apart as its
 * periods, so the period is that of the nearest report of the same series, moved by the days between them.
 */
function periodsOfEmpty(records: readonly FileRecord[]): readonly ReportPeriod[] {
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
  return records.flatMap((record) => {
    const [ofAnyName, ofName] = seriesOf(record);
    if (record.emptyReport === undefined || ofAnyName === undefined || ofName === undefined) return [];
    const day = Date.parse(record.day ?? '');
    let nearest: DatedPeriod | undefined;
    for (const one of bySeries.get(record.emptyReport === 'backupJobs' ? ofAnyName : ofName) ?? [])
      if (nearest === undefined || Math.abs(one.day - day) < Math.abs(nearest.day - day)) nearest = one;
    if (nearest === undefined) return [];
    const { period } = nearest;
    const to = period.to.getTime() + day - nearest.day;
    // A report on request can cover more than a day.
    const length = Math.min(period.to.getTime() - period.from.getTime(), dayMs);
    return [{ ...period, from: new Date(to - length), to: new Date(to) }];
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
