import type { BackupJob } from '../../src/jobs/backupJob.js';
import {
  type SampleAccount,
  type SampleVault,
  sampleAccountId,
  sampleRegion,
} from '../../src/sample/sampleAccount.js';
import { type HeldJob, newestFirst, type WireJob } from '../../src/sample/wireJob.js';

/** A job as input: a time may be a `Date`, so every `BackupJob` is valid. */
export type GivenJob = Omit<BackupJob, DateField> & {
  readonly [Field in DateField]?: Date | number | undefined;
};

/** An account with jobs that can be replaced between requests. */
export interface GivenAccount extends SampleAccount {
  replaceJobs(jobs: Iterable<GivenJob>): void;
}

/**
 * An account with the given jobs, unchanged and unchecked. By default, its vaults are those of the jobs.
 */
export function accountOf(
  jobs: Iterable<GivenJob>,
  options: {
    readonly accountId?: string;
    readonly region?: string;
    readonly vaults?: readonly SampleVault[];
  } = {},
): GivenAccount {
  const { accountId = sampleAccountId, region = sampleRegion, vaults } = options;
  let held = heldJobs(jobs);
  return {
    accountId,
    region,
    get jobs() {
      return held;
    },
    get vaults() {
      return vaults ?? vaultsOf(held.filter((job) => (job.accountId ?? accountId) === accountId));
    },
    replaceJobs: (others) => {
      held = heldJobs(others);
    },
  };
}

function heldJobs(jobs: Iterable<GivenJob>): readonly HeldJob[] {
  return [...jobs].map(heldJob).sort(newestFirst);
}

/** Wraps a job that does not change. */
function heldJob(job: GivenJob): HeldJob {
  const wire = onWire(job);
  const standing = {
    state: job.State,
    messageCategory: job.MessageCategory,
    completed: milliseconds(wire.CompletionDate),
  };
  return {
    accountId: job.AccountId,
    backupJobId: job.BackupJobId,
    backupVaultName: job.BackupVaultName,
    created: milliseconds(wire.CreationDate),
    parentJobId: job.ParentJobId,
    resourceArn: job.ResourceArn,
    resourceType: job.ResourceType,
    standing: () => standing,
    wire: () => wire,
  };
}

function vaultsOf(jobs: readonly HeldJob[]): readonly SampleVault[] {
  const names = new Set(jobs.map((job) => job.backupVaultName).filter((name) => name !== undefined));
  return [...names].map((name) => ({ BackupVaultName: name }));
}

function onWire(job: GivenJob): WireJob {
  const times = dateFields.map((field) => {
    const time = job[field];
    return [field, time instanceof Date ? time.getTime() / 1000 : time] as const;
  });
  return { ...job, ...(Object.fromEntries(times) as Record<DateField, number | undefined>) };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined || Number.isNaN(seconds) ? undefined : Math.round(seconds * 1000);
}

const dateFields = [
  'CompletionDate',
  'CreationDate',
  'ExpectedCompletionDate',
  'InitiationDate',
  'StartBy',
] as const satisfies readonly (keyof BackupJob)[];
type DateField = (typeof dateFields)[number];
