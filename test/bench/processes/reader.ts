// `reader.js <reader> <url>` lists every job of the service at the URL with the named reader, and sends the
// cost to its parent process.
import { BackupClient, paginateListBackupJobs } from '@aws-sdk/client-backup';
import { QueryResult } from '../../../src/jobs/loading/queryResult.js';
import { openShippedSource } from './shippedSource.js';

/** The cost of a listing. */
export interface ReaderReport {
  readonly jobs: number;
  readonly seconds: number;
  /** The time to the first page. */
  readonly firstPageMs: number;
  /** The maximum memory of the process. */
  readonly peakMb: number;
}

/** Lists all jobs, keeps them as a tool would, and returns their number. Calls `onPage` after each page. */
type Reader = (url: string, onPage: () => void) => Promise<number>;

const pageSize = 1000;

const readers: Readonly<Record<string, Reader>> = {
  /** As the extension lists jobs: with the shipped bundle and a {@link QueryResult}. */
  ours: async (url, onPage) => {
    const source = await openShippedSource(url);
    const openSweeper = () => Promise.reject(new Error('nothing is swept'));
    const result = new QueryResult({ query: { accountId: '*' }, source, pageSize, onPage, openSweeper });
    while (!result.isComplete) {
      await result.loadMore();
      if (result.state.name === 'failed') throw new Error(result.state.failure.summary);
    }
    return result.snapshot.jobs.length;
  },
  sdk: async (url, onPage) => {
    const client = new BackupClient({ region: 'us-east-1', endpoint: url });
    const jobs: unknown[] = [];
    for await (const page of paginateListBackupJobs({ client, pageSize }, { ByAccountId: '*' })) {
      jobs.push(...(page.BackupJobs ?? []));
      onPage();
    }
    return jobs.length;
  },
  floor: async (url, onPage) => {
    const jobs: unknown[] = [];
    let token: string | undefined;
    do {
      const query = new URLSearchParams({ accountId: '*', maxResults: String(pageSize) });
      if (token !== undefined) query.set('nextToken', token);
      const answer = await fetch(`${url}/backup-jobs/?${query}`);
      const page = JSON.parse(await answer.text()) as { BackupJobs: unknown[]; NextToken?: string };
      jobs.push(...page.BackupJobs);
      token = page.NextToken;
      onPage();
    } while (token !== undefined);
    return jobs.length;
  },
};

async function main(): Promise<void> {
  const [, , name = '', url = ''] = process.argv;
  const started = performance.now();
  let firstPageMs: number | undefined;
  const jobs = await readers[name]?.(url, () => {
    firstPageMs ??= performance.now() - started;
  });
  const seconds = (performance.now() - started) / 1000;
  const report = { jobs, seconds, firstPageMs, peakMb: process.resourceUsage().maxRSS / 1024 };
  process.send?.(report, () => process.exit());
}

void main();
