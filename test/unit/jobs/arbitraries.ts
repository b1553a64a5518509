import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import {
  everyAccount,
  everyMessageCategory,
  type JobQuery,
  jobQueryFilters,
} from '../../../src/jobs/jobQuery.js';
import { backupJobStates, completedWithIssues } from '../../../src/jobs/jobStates.js';

/** Few values, so that queries and jobs often match. */
const accounts = ['111122223333', '444455556666'];
const vaults = ['prod', 'dev', 'aws/efs/automatic-backup-vault'];
const categories = ['SUCCESS', 'Success', 'AccessDenied', 'ACCESSDENIED'];
const arns = ['arn:aws:ec2:us-east-1:111122223333:volume/vol-1', 'arn:aws:s3:::logs'];
const roles = ['arn:aws:iam::111122223333:role/nightly', 'arn:aws:iam::444455556666:role/nightly'];
const messages = ['vol-0a1b2c3d is busy', 'vol-1b2c3d4e is busy', 'Access denied'];
const types = ['EBS', 'SAP HANA on Amazon EC2'];
const parents = ['parent-1', 'parent-2'];
const times = Array.from({ length: 6 }, (_, hour) => new Date(Date.UTC(2026, 10, 23, hour)));

/** A job without some fields, as the API allows for all of them. */
export function jobArbitrary(): fc.Arbitrary<BackupJob> {
  return fc.record(
    {
      AccountId: fc.constantFrom(...accounts),
      BackupVaultName: fc.constantFrom(...vaults),
      CompletionDate: fc.constantFrom(...times),
      CreatedBy: fc.constantFrom({}, { BackupPlanId: 'plan-1' }, { BackupPlanId: 'plan-2' }),
      CreationDate: fc.constantFrom(...times),
      IamRoleArn: fc.constantFrom(...roles),
      MessageCategory: fc.constantFrom(...categories),
      ParentJobId: fc.constantFrom(...parents),
      ResourceArn: fc.constantFrom(...arns),
      ResourceType: fc.constantFrom(...types),
      State: fc.constantFrom(...backupJobStates, 'FROZEN'),
      StatusMessage: fc.constantFrom(...messages),
    },
    { requiredKeys: [] },
  );
}

const filters: { readonly [Name in keyof JobQuery]-?: fc.Arbitrary<JobQuery[Name]> } = {
  accountId: fc.constantFrom(...accounts, everyAccount),
  backupVaultName: fc.constantFrom(...vaults),
  completeAfter: fc.constantFrom(...times),
  completeBefore: fc.constantFrom(...times),
  createdAfter: fc.constantFrom(...times),
  createdBefore: fc.constantFrom(...times),
  messageCategory: fc.constantFrom(...categories, everyMessageCategory),
  parentJobId: fc.constantFrom(...parents),
  resourceArn: fc.constantFrom(...arns),
  resourceType: fc.constantFrom(...types),
  state: fc.constantFrom(...backupJobStates),
};

/** A query with some of the filters of the service. */
export function queryArbitrary(maxFilters: number = jobQueryFilters.length): fc.Arbitrary<JobQuery> {
  return fc
    .subarray([...jobQueryFilters], { maxLength: maxFilters })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, filters[name]]))),
    ) as fc.Arbitrary<JobQuery>;
}

/** Jobs with unique IDs. */
export function jobsArbitrary(maxLength: number): fc.Arbitrary<BackupJob[]> {
  return fc
    .array(jobArbitrary(), { maxLength })
    .map((list) => list.map((job, place) => ({ ...job, BackupJobId: `job-${place}` })));
}

/** Values that some jobs have, and some that none has. */
function someOf(...values: readonly string[]): fc.Arbitrary<string[]> {
  return fc.subarray([...values, ...Array.from({ length: 20 }, (_, place) => `other-${place}`)]);
}

/** A filter as a person sets it, of which some have several values. */
export function filterArbitrary(): fc.Arbitrary<JobFilter> {
  return fc.record(
    {
      backupVaultName: someOf(...vaults),
      messageCategory: someOf('SUCCESS', 'Success', 'AccessDenied', everyMessageCategory),
      resourceType: someOf(...types),
      state: someOf(...backupJobStates, completedWithIssues, 'FROZEN'),
      backupPlanId: fc.constantFrom('plan-1', 'plan-2'),
      createdAfter: fc.constantFrom('2026-11-23T02:00:00Z'),
      statusMessage: fc.constantFrom('vol-0a1b2c3d is busy', '<id> is busy', 'Access denied', 'Another'),
    },
    { requiredKeys: [] },
  );
}
