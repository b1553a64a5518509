import { writeFileSync } from 'node:fs';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { groupings } from '../../../src/jobs/groupings.js';
import { everyAccount } from '../../../src/jobs/jobQuery.js';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import type { JobTreeProvider } from '../../../src/tree/jobTreeProvider.js';
import { outline, providerOf, regionOf, type TreeOptions } from '../../suite/treeOf.js';
import { median } from '../bench.js';
import { shippedJobs } from './shippedJobs.js';

/** The requests of the tree, and the time of a regrouping. */
export interface TreeReport {
  readonly requests900: number;
  readonly requests50kOpen: number;
  readonly requests50kVault: number;
  /** The slowest of all groupings, each the median of three runs. */
  readonly regroupMs: number;
  /** A bare loop over the same jobs that counts them by vault. */
  readonly floorMs: number;
}

/** Runs in the extension host in place of a suite: the product's tree on the sample service. */
export async function run(): Promise<void> {
  const report: TreeReport = {
    requests900: await requestsOf900(),
    ...(await requestsOf50k()),
    ...(await regroup100k()),
  };
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify(report));
}

function treeOfAccount(jobs: number, options: TreeOptions = {}) {
  const account = generateAccount({ seed: 7, jobs, now: Date.now() });
  const { session, source } = regionOf('us-east-1', account, {
    pageSize: 1000,
    listsVaults: true,
    service: { managementAccount: true },
  });
  return { session, source, ...providerOf([session], options) };
}

async function requestsOf900(): Promise<number> {
  const { provider, source, subject } = treeOfAccount(900);
  await outline(provider);
  for (const { id } of groupings) {
    subject.grouping = id;
    await outline(provider);
  }
  for (const query of [{ state: 'FAILED' }, { resourceType: 'EBS' }, { backupVaultName: 'prod-vault' }]) {
    subject.query = query;
    await outline(provider);
  }
  return source.requests;
}

async function requestsOf50k(): Promise<{ requests50kOpen: number; requests50kVault: number }> {
  const { provider, source } = treeOfAccount(50_000);
  const [vault] = await provider.getChildren();
  const requests50kOpen = source.requests;
  await provider.getChildren(vault);
  return { requests50kOpen, requests50kVault: source.requests - requests50kOpen };
}

async function regroup100k(): Promise<{ regroupMs: number; floorMs: number }> {
  const { provider, subject } = providerOf([await shippedJobs()], { query: { accountId: everyAccount } });
  await provider.getChildren();
  const jobs = provider.roots[0]?.list.jobs() ?? [];
  if (jobs.length !== 100_000) throw new Error(`${jobs.length} jobs are loaded`);
  const medians: number[] = [];
  for (const { id } of groupings) {
    subject.grouping = id;
    medians.push(await medianOfThree(() => showTop(provider)));
  }
  return { regroupMs: Math.max(...medians), floorMs: await medianOfThree(async () => countByVault(jobs)) };
}

async function showTop(provider: JobTreeProvider): Promise<void> {
  for (const row of await provider.getChildren()) provider.getTreeItem(row);
}

function countByVault(jobs: readonly BackupJob[]): void {
  const counts = new Map<string | undefined, number>();
  for (const { BackupVaultName } of jobs) counts.set(BackupVaultName, (counts.get(BackupVaultName) ?? 0) + 1);
}

async function medianOfThree(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < 3; time++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}
