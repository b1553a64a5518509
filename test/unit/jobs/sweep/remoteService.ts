import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import type { JobSource } from '../../../../src/jobs/jobSource.js';
import { RequestLimit } from '../../../../src/jobs/sweep/requestLimit.js';
import { generateAccount } from '../../../../src/sample/generateAccount.js';
import type { SampleAccount } from '../../../../src/sample/sampleAccount.js';
import { createSampleService } from '../../../../src/sample/sampleService.js';
import { chained, slow } from '../../../service/faultKinds.js';
import { type Fault, type FaultyService, withFaults } from '../../../service/faults.js';
import { ServiceSource } from '../serviceSource.js';
import { VirtualClock } from '../virtualClock.js';

/** A service with a realistic account, which answers after 100 ms of virtual time. */
export interface RemoteService {
  readonly source: ServiceSource;
  readonly faulty: FaultyService;
  readonly pool: JobPool;
  readonly clock: VirtualClock;
  /** The IDs of all its jobs, in the service's order. */
  readonly ids: readonly (string | undefined)[];
}

export const latencyMs = 100;

/**
 * `faults` apply to every request, in this order, after its latency. A page of the pool has `pageSize` jobs.
 */
export function remoteService(options: {
  readonly jobs: number;
  readonly pageSize: number;
  /** Epoch milliseconds. */
  readonly now?: number;
  readonly faults?: (clock: VirtualClock) => readonly Fault[];
}): RemoteService {
  const { jobs, pageSize, faults, now = Date.UTC(2026, 10, 24, 7) } = options;
  const clock = new VirtualClock(now);
  const account = accountWith(jobs, now);
  const faulty = withFaults(createSampleService({ account, managementAccount: true, now: () => now }), () =>
    clock.now(),
  );
  const latency = slow(latencyMs, (milliseconds) => clock.sleep(milliseconds));
  faulty.fail(chained(latency, ...(faults?.(clock) ?? [])), { times: Number.POSITIVE_INFINITY });
  const source = new ServiceSource(faulty.service, new RequestLimit(clock));
  const pool = new JobPool({
    source: source as Pick<JobSource, 'limit' | 'listBackupJobs'> as JobSource,
    pageSize: () => pageSize,
    sweepPageSize: pageSize,
    clock,
  });
  return { source, faulty, pool, clock, ids: account.jobs.map(({ backupJobId }) => backupJobId) };
}

/** Many tests have the same account. */
function accountWith(jobs: number, now: number): SampleAccount {
  const key = `${jobs} ${now}`;
  const account = accounts.get(key) ?? generateAccount({ seed: 1, jobs, now });
  accounts.set(key, account);
  return account;
}

const accounts = new Map<string, SampleAccount>();

export function idsOf(jobs: readonly BackupJob[]): (string | undefined)[] {
  return jobs.map(({ BackupJobId }) => BackupJobId);
}
