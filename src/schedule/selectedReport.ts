import { includesAllJobs, type JobSelection, selectorOf } from '../jobs/jobSelection.js';
import type { Slices } from '../jobs/slices.js';
import type { JudgedSeries } from './foldFindings.js';
import type { ReportedRegion, ScheduleReport } from './scheduleReport.js';

/**
 * A report about the resources that have a job of a selection. Their findings say what all jobs prove: the
 * rule of a resource may have stopped with others that are not selected.
 */
export async function selectedReport(
  report: ScheduleReport,
  selection: JobSelection,
  slices: Slices,
): Promise<ScheduleReport> {
  if (includesAllJobs(selection)) return report;
  const selects = selectorOf(selection);
  const selected = new Set<JudgedSeries>();
  for (const one of report.series)
    for (const job of one.series.jobs) {
      const pause = slices.next();
      if (pause !== undefined) await pause;
      if (!selects(job)) continue;
      selected.add(one);
      break;
    }
  const regions: ReportedRegion[] = [];
  for (const { jobs: _, loose, ...region } of report.regions) {
    const own: (typeof loose)[number][] = [];
    for (const job of loose) {
      if (selects(job)) own.push(job);
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    regions.push({ ...region, loose: own });
  }
  return {
    ...report,
    series: report.series.filter((one) => selected.has(one)),
    findings: report.findings.flatMap((finding) => {
      const own = finding.series.filter(({ of }) => selected.has(of));
      return own.length === 0 ? [] : [{ ...finding, series: own }];
    }),
    regions,
  };
}
