import { includesAllJobs, type JobSelection, selectorOf } from '../jobs/jobSelection.js';
import type { JudgedSeries } from './foldFindings.js';
import type { ScheduleReport } from './scheduleReport.js';

/**
 * A report about the resources that have a job of a selection. Their findings say what all jobs prove: the
 * rule of a resource may have stopped with others that are not selected.
 */
export function selectedReport(report: ScheduleReport, selection: JobSelection): ScheduleReport {
  if (includesAllJobs(selection)) return report;
  const selects = selectorOf(selection);
  const series = report.series.filter(({ series: { jobs } }) => jobs.some(selects));
  const selected: ReadonlySet<JudgedSeries> = new Set(series);
  return {
    ...report,
    series,
    findings: report.findings.flatMap((finding) => {
      const own = finding.series.filter(({ of }) => selected.has(of));
      return own.length === 0 ? [] : [{ ...finding, series: own }];
    }),
    regions: report.regions.map((region) => ({ ...region, loose: region.loose.filter(selects) })),
  };
}
