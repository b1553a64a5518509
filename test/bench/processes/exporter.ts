// Exports every job of the service at its first argument as CSV to the file at its second one, and sends the
// cost.
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
  /**
   * The maximum memory in use (heap and buffers, after garbage collection), beyond that at the start of the
   * export.
   */
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
  let most = before;
  const text = exportText(
    exportedJobs([part], 'everything', { signal }),
    { kind: 'csv', columns, hasByteOrderMark: false },
    (written) => {
      if (Math.floor(written / looksEvery) > Math.floor(jobs / looksEvery)) most = Math.max(most, usedMb());
      jobs = written;
    },
  );
  await writeDiskFile(file, text, signal);
  const seconds = (performance.now() - started) / 1000;
  const growthMb = most - before;
  const residentMb = process.resourceUsage().maxRSS / 1024 - residentBefore;
  process.send?.({ jobs, seconds, growthMb, residentMb } satisfies ExportReport, () => process.exit());
}

/** In jobs. */
const looksEvery = 5000;

void main();
