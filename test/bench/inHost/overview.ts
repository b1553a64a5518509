import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { everyAccount } from '../../../src/jobs/jobQuery.js';
import type { JobsSubject } from '../../../src/jobs/jobsSubject.js';
import { jobsByRegion, listsOf } from '../../../src/jobs/readSubject.js';
import { overviewFigures } from '../../../src/overview/figures/overviewFigures.js';
import { overviewViewModel } from '../../../src/overview/viewModels/overviewViewModel.js';
import { Targets } from '../../../src/overview/viewModels/viewModelContext.js';
import { median } from '../bench.js';
import { allJobs, shippedJobs } from './shippedJobs.js';

/** The cost of the overview after 100,000 jobs have been loaded. */
export interface OverviewReport {
  /** From the jobs to the view model for the page; the median of seven runs. */
  readonly ms: number;
  /** The longest block of the event loop in any of them. */
  readonly loopDelayMaxMs: number;
  /** A bare loop over the same jobs that counts their states. */
  readonly floorMs: number;
  readonly viewModelKb: number;
}

/** Runs in the extension host in place of a suite. */
export async function run(): Promise<void> {
  const subject: JobsSubject = {
    sessions: [await shippedJobs()],
    filter: { accountId: everyAccount },
    selection: allJobs,
    filterText: '',
  };
  const reading = { isComplete: true, readSince: undefined };
  const lists = listsOf(subject);
  const times: number[] = [];
  const floors: number[] = [];
  let loopDelayMaxMs = 0;
  let viewModelKb = 0;
  for (let round = 0; round < 7; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const now = new Date();
    const options = { now, asOf: now, periodMs: 14 * 24 * hourMs, staleMs: 24 * hourMs };
    const figures = await overviewFigures(jobsByRegion(subject, lists), options);
    const viewModel = await overviewViewModel(figures, undefined, {
      ...options,
      coverage: coverageOf(subject.selection, reading),
      locale: 'en',
      targets: new Targets(),
    });
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 5));
    delay.disable();
    loopDelayMaxMs = Math.max(loopDelayMaxMs, delay.max / 1e6);
    viewModelKb = JSON.stringify(viewModel).length / 1024;
    if (figures.jobs !== 100_000) throw new Error(`${figures.jobs} jobs were counted`);
    floors.push(floorMs(lists.flatMap((list) => [...list.each()])));
  }
  const report: OverviewReport = { ms: median(times), loopDelayMaxMs, floorMs: median(floors), viewModelKb };
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify(report));
}

function floorMs(jobs: readonly BackupJob[]): number {
  const started = performance.now();
  const counts = new Map<string | undefined, number>();
  for (const { State } of jobs) counts.set(State, (counts.get(State) ?? 0) + 1);
  return performance.now() - started;
}

const hourMs = 3_600_000;
