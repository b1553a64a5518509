import { entry } from '../../jobs/mapEntry.js';
import type { ReportPeriod } from '../fileJob.js';
import type { FileRecord } from './fileRecord.js';
import type { ReportSeries } from './reportSeries.js';

/**
 * Adds the periods of reports without rows. The days in the paths of a daily report are as far apart as its
 * periods, so the period is that of a report of the same series, moved by the days between them. A report on
 * request ends at any hour, so most of the reports around must end at the same hour.
 */
export function withPeriodsOfEmpty(
  records: readonly FileRecord[],
  series: ReportSeries,
): readonly FileRecord[] {
  const bySeries = datedPeriods(records, series);
  return records.map((record) => {
    const names = series.namesOf(record);
    const day = Date.parse(record.day ?? '');
    if (record.emptyReport === undefined || names === undefined || Number.isNaN(day)) return record;
    const ofFolder = record.emptyReport === 'backupJobs' ? bySeries.get(names.ofFolder) : undefined;
    const usual = usualPeriod(bySeries.get(names.ofName) ?? ofFolder ?? [], day);
    if (usual === undefined) return record;
    const { period } = usual;
    const to = period.to.getTime() + day - usual.day;
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

/** The periods of the reports with one, by the names of their series, in the order of their days. */
function datedPeriods(
  records: readonly FileRecord[],
  series: ReportSeries,
): ReadonlyMap<string, readonly DatedPeriod[]> {
  const bySeries = new Map<string, DatedPeriod[]>();
  for (const record of records) {
    const names = series.namesOf(record);
    const [period, ...others] = record.periods;
    if (names === undefined || record.day === undefined || period === undefined || others.length > 0)
      continue;
    for (const name of [names.ofName, names.ofFolder])
      entry(bySeries, name, () => []).push({ day: Date.parse(record.day), period });
  }
  for (const known of bySeries.values()) known.sort((one, other) => one.day - other.day);
  return bySeries;
}

/** The nearest report that ends at the hour of most reports around a day; undefined if there is none. */
function usualPeriod(known: readonly DatedPeriod[], day: number): DatedPeriod | undefined {
  const next = known.findIndex((one) => one.day >= day);
  const place = next === -1 ? known.length : next;
  const distance = (one: DatedPeriod) => Math.abs(one.day - day);
  const nearest = known
    .slice(Math.max(place - aroundDay, 0), place + aroundDay)
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, aroundDay);
  const hour = ({ day: ofPath, period }: DatedPeriod) => period.to.getTime() - ofPath;
  return nearest.find((one) => {
    const alike = nearest.filter((other) => Math.abs(hour(one) - hour(other)) < hourMs);
    return alike.length * 2 > nearest.length;
  });
}

/** How many of the reports around a day show when the reports of a series end. */
const aroundDay = 7;
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
