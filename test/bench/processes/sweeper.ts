// `sweeper.js <loader> <time|memory> <url> <regions> [argument]` loads every job of the service at the URL
// with the named loader, and sends the cost to its parent process. Each region has these jobs, and all are
// loaded at the same time. Time and memory need separate runs, because collecting garbage beforehand would
// slow down the loading.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { everyAccount } from '../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { maxConcurrency } from '../../../src/jobs/sweep/requestLimit.js';
import { openShippedSource } from './shippedSource.js';
import { usedMb } from './usedMb.js';

/** The cost of loading all jobs. */
export interface SweepReport {
  readonly jobs: number;
  readonly requests: number;
  readonly seconds: number;
  /** The 99th percentile of the delay of the event loop. */
  readonly loopDelayP99Ms: number;
  /**
   * The memory of the jobs, on the heap and in buffers, after garbage collection; not to be used when time is
   * measured.
   */
  readonly heldMb: number;
  /** The growth of the resident memory to its peak, with garbage. */
  readonly residentMb: number;
}

/** Prepared in advance; `run` is measured. It returns a function that keeps the jobs in memory. */
interface Loader {
  readonly run: () => Promise<{ readonly jobs: () => number; readonly requests: number }>;
}

interface Page {
  readonly BackupJobs: { readonly BackupJobId: string; readonly CreationDate: number }[];
  readonly NextToken?: string;
}

const loaders: Readonly<Record<string, (url: string, regions: number, argument: string) => Promise<Loader>>> =
  {
    /** As the extension loads jobs: with the shipped bundle and Load All. */
    sweep: async (url, regions) => {
      const pools: JobPool[] = [];
      while (pools.length < regions)
        pools.push(new JobPool({ source: await openShippedSource(url), pageSize: () => 1000 }));
      const selection = selectionOf({ accountId: everyAccount });
      const load = async (pool: JobPool) => {
        let requests = 0;
        const outcome = await pool.loadAll(selection, {
          signal: new AbortController().signal,
          onProgress: (progress) => {
            requests = progress.requests;
          },
        });
        if (outcome.name !== 'complete')
          throw new Error(`The sweep is not complete: ${JSON.stringify(outcome)}`);
        return requests;
      };
      return {
        run: async () => {
          const requests = await Promise.all(pools.map(load));
          const jobs = () => sum(pools.map((pool) => pool.list(selection).jobs().length));
          return { jobs, requests: sum(requests) };
        },
      };
    },
    /**
     * The minimum: the same number of windows, known in advance, with the same number of jobs in each, and
     * as many requests at a time. It keeps only the IDs of the jobs. `argument` is the URL of a plain listing
     * and the number of windows of a region.
     */
    floor: async (url, regions, argument) => {
      const [plainUrl = '', count = ''] = argument.split(' ');
      const times = (await parsedJobs(plainUrl))
        .map(({ CreationDate }) => CreationDate)
        .sort((a, b) => a - b);
      const cuts = Array.from({ length: Number(count) - 1 }, (_, cut) => {
        return iso(times[Math.floor(((cut + 1) * times.length) / Number(count))] ?? 0);
      });
      const load = async () => {
        // A job on a cut is in both windows.
        const ids = new Set<string>();
        let next = 0;
        const walk = async () => {
          while (next <= cuts.length) {
            const window = next++;
            const bounds = { createdAfter: cuts[window - 1], createdBefore: cuts[window] };
            for (const { BackupJobId } of (await getPage(url, bounds)).BackupJobs) ids.add(BackupJobId);
          }
        };
        await Promise.all(Array.from({ length: maxConcurrency }, walk));
        return ids.size;
      };
      return {
        run: async () => {
          const jobs = sum(await Promise.all(Array.from({ length: regions }, load)));
          return { jobs: () => jobs, requests: regions * (cuts.length + 1) };
        },
      };
    },
    /** The same jobs as parsed JSON: the peer for memory. */
    parsed: async (url) => ({
      run: async () => {
        const held = await parsedJobs(url);
        return { jobs: () => held.length, requests: 0 };
      },
    }),
  };

async function parsedJobs(url: string): Promise<Page['BackupJobs']> {
  const jobs: Page['BackupJobs'] = [];
  let nextToken: string | undefined;
  do {
    const page = await getPage(url, { nextToken });
    jobs.push(...page.BackupJobs);
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  return jobs;
}

async function getPage(url: string, filters: Readonly<Record<string, string | undefined>>): Promise<Page> {
  const query = new URLSearchParams({ accountId: everyAccount, maxResults: '1000' });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  const answer = await fetch(`${url}/backup-jobs/?${query}`);
  return JSON.parse(await answer.text()) as Page;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

async function restingMb(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    usedMb();
    await rest();
  }
  return usedMb();
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

async function main(): Promise<void> {
  const [, , name = '', cost = '', url = '', regions = '', argument = ''] = process.argv;
  const loader = await loaders[name]?.(url, Number(regions), argument);
  if (loader === undefined) throw new Error(`There is no loader named ${name}`);
  const heldMb = async () => (cost === 'memory' ? await restingMb() : Number.NaN);
  const before = await heldMb();
  const residentBefore = process.memoryUsage.rss() / 2 ** 20;
  // Lets the work of the start finish, as when a user starts Load All later.
  await rest();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const { jobs, requests } = await loader.run();
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  const residentMb = process.resourceUsage().maxRSS / 1024 - residentBefore;
  const report: SweepReport = {
    heldMb: (await heldMb()) - before,
    jobs: jobs(),
    requests,
    seconds,
    residentMb,
    loopDelayP99Ms: delay.percentile(99) / 1e6,
  };
  process.send?.(report, () => process.exit());
}

void main();
