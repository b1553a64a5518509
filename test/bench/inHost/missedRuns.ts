import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { median } from '../bench.js';
import { allJobs, shippedJobs } from './shippedJobs.js';

/** The cost of judging the runs of 100,000 loaded jobs. */
export interface MissedRunsReport {
  /** The median of seven runs. */
  readonly ms: number;
  /** The longest block of the event loop in any of them. */
  readonly loopDelayMaxMs: number;
  /** A bare loop over the same jobs that reads when they were created, and by which rule. */
  readonly floorMs: number;
  readonly series: number;
}

/** Runs in the extension host in place of a suite. */
export async function run(): Promise<void> {
  const { pool, region } = await shippedJobs();
  const list = pool.list(allJobs);
  const times: number[] = [];
  const floors: number[] = [];
  let loopDelayMaxMs = 0;
  let series = 0;
  for (let round = 0; round < 7; round++) {
    const readAt = Date.now();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const known = [{ from: readAt - 31 * dayMs, to: readAt }];
    const report = await scheduleReport([{ region, jobs: list.each(), known, readAt }]);
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 5));
    delay.disable();
    loopDelayMaxMs = Math.max(loopDelayMaxMs, delay.max / 1e6);
    series = report.series.length;
    const floorStarted = performance.now();
    const rules = new Set<unknown>();
    let latest = 0;
    for (const { CreatedBy, CreationDate } of list.each()) {
      rules.add(CreatedBy);
      latest = Math.max(latest, CreationDate?.getTime() ?? 0);
    }
    if (latest > 0 && rules.size > 0) floors.push(performance.now() - floorStarted);
  }
  const report: MissedRunsReport = { ms: median(times), loopDelayMaxMs, floorMs: median(floors), series };
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify(report));
}

const dayMs = 86_400_000;
