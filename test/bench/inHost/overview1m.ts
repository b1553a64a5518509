import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { coverageOf } from '../../../src/jobs/coverage.js';
import type { JobList } from '../../../src/jobs/jobList.js';
import type { JobsSubject } from '../../../src/jobs/jobsSubject.js';
import { jobsByRegion, listsOf } from '../../../src/jobs/readSubject.js';
import { timeOf } from '../../../src/jobs/timeOf.js';
import { overviewFigures } from '../../../src/overview/figures/overviewFigures.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { overviewViewModel } from '../../../src/overview/viewModels/overviewViewModel.js';
import { Targets } from '../../../src/overview/viewModels/viewModelContext.js';
import { groupedJobs } from '../../../src/schedule/scheduleReport.js';
import { subjectSchedule } from '../../../src/schedule/subjectSchedule.js';
import { median } from '../bench.js';
import { allJobs, shippedJobs } from './shippedJobs.js';

/** The cost of the overview, with the judging of schedules, of 1,000,000 loaded jobs in ten regions. */
export interface Overview1mReport {
  /** From the jobs to the view model for the page; the median of three runs. */
  readonly ms: number;
  /** The 99th percentile of the delay of the event loop, and the longest, in any of them. */
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  /** A bare loop over the same jobs that reads the same fields, each once. */
  readonly floorMs: number;
  readonly series: number;
}

/** Runs in the extension host in place of a suite. */
export async function run(): Promise<void> {
  const sessions: JobsSubject['sessions'][number][] = [];
  for (let region = 0; region < 10; region++)
    sessions.push({ ...(await shippedJobs()), key: `bench-${region}`, region: `region-${region}` });
  const subject: JobsSubject = { sessions, filter: {}, selection: allJobs, filterText: '' };
  const coverage = coverageOf(allJobs, { isComplete: true, readSince: undefined });
  const lists = listsOf(subject);
  const times: number[] = [];
  const floors: number[] = [];
  let [loopDelayP99Ms, loopDelayMaxMs, series] = [0, 0, 0];
  for (let round = 0; round < 3; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const now = new Date();
    const options = { now, asOf: now, periodMs: 14 * 24 * hourMs, staleMs: undefined };
    const report = await subjectSchedule(subject, lists, coverage, new AbortController().signal);
    const schedule = report && (await scheduleFigures(report, now));
    const figures = await overviewFigures(jobsByRegion(subject, lists), {
      ...options,
      schedule: report,
      grouped: report && groupedJobs(report),
    });
    await overviewViewModel(figures, schedule, {
      ...options,
      coverage,
      locale: 'en',
      targets: new Targets(),
    });
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 5));
    delay.disable();
    loopDelayP99Ms = Math.max(loopDelayP99Ms, delay.percentile(99) / 1e6);
    loopDelayMaxMs = Math.max(loopDelayMaxMs, delay.max / 1e6);
    series = report?.series.length ?? 0;
    if (figures.jobs !== 1_000_000) throw new Error(`${figures.jobs} jobs were counted`);
    floors.push(floorMs(lists));
  }
  const measured: Overview1mReport = {
    ms: median(times),
    loopDelayP99Ms,
    loopDelayMaxMs,
    floorMs: median(floors),
    series,
  };
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify(measured));
}

function floorMs(lists: readonly JobList[]): number {
  const started = performance.now();
  let found = 0;
  for (const list of lists)
    for (const job of list.each()) {
      // By their names: reading them in a loop over the names would take longer.
      const { AccountId, BackupVaultName, CreatedBy, IsParent, MessageCategory, ParentJobId } = job;
      const { ResourceArn, ResourceName, ResourceType, State } = job;
      if (AccountId && BackupVaultName && CreatedBy && ResourceArn && ResourceName && ResourceType) found++;
      if (IsParent || ParentJobId || MessageCategory === State) found++;
      if (timeOf(job, 'CreationDate') > timeOf(job, 'StartBy')) found++;
      if (timeOf(job, 'InitiationDate') > timeOf(job, 'CompletionDate')) found++;
    }
  if (found === 0) throw new Error('No job has the fields');
  return performance.now() - started;
}

const hourMs = 3_600_000;
