// Exports all jobs of a service (its first argument is the URL) as CSV to a file (the second argument), and
// sends the cost to its parent process.
import { columnsNamed, usualColumns } from '../../../src/documents/export/csvColumns.js';
import { writeDiskFile } from '../../../src/documents/export/diskFile.js';
import { exportedJobs } from '../../../src/documents/export/exportedJobs.js';
import { exportText } from '../../../src/documents/export/exportText.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { everyAccount } from '../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { openShippedSource } from './shippedSource.js';
import { usedMb } from './usedMb.js';

/** The cost of an export. */
export interface ExportReport {
  readonly jobs: number;
  readonly seconds: number;
  /** The peak memory in use (heap and buffers, after garbage collection) minus that before the export. */
  readonly growthMb: number;
  /** The growth of the process itself, including uncollected garbage. */
  readonly residentMb: number;
}

async function main(): Promise<void> {
  const [, , url = '', file = ''] = process.argv;
  const pool = new JobPool({ source: await openShippedSource(url), pageSize: () => 1000 });
  const selection = selectionOf({ accountId: everyAccount });
  const list = pool.list(selection);
  await list.loadMore();
  const { signal } = new AbortController();
  const before = usedMb();
  const residentBefore = process.memoryUsage().rss / 2 ** 20;
  const started = performance.now();
  const part = { region: 'us-east-1', pool, selection, jobs: list.jobs(), isComplete: false };
  const columns = columnsNamed(usualColumns);
  let jobs = 0;
  let peak = before;
  const text = exportText(
    exportedJobs([part], 'everything', { signal }),
    { kind: 'csv', columns, hasByteOrderMark: false },
    (written) => {
      if (Math.floor(written / jobsPerSample) > Math.floor(jobs / jobsPerSample))
        peak = Math.max(peak, usedMb());
      jobs = written;
    },
  );
  await writeDiskFile(file, text, signal);
  const seconds = (performance.now() - started) / 1000;
  const growthMb = peak - before;
  const residentMb = process.resourceUsage().maxRSS / 1024 - residentBefore;
  process.send?.({ jobs, seconds, growthMb, residentMb } satisfies ExportReport, () => process.exit());
}

/** The memory is measured once per this number of jobs. */
const jobsPerSample = 5000;

void main();
