import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import type { GivenJob } from '../../service/givenAccount.js';
import { accountOf } from '../../service/givenAccount.js';
import { listIds, type Query, walkIds } from './asking.js';

const now = Date.parse('2026-11-24T08:12:00Z');
const ids = ['p', 'q', 'r', 's', 't', 'u'];
const accounts = ['111122223333', '444455556666'];
const vaults = ['Default', 'aws/efs/automatic-backup-vault', '10% & more'];
const arns = ['arn:aws:s3:::x', 'arn:aws:s3:::y'];
const types = ['EBS', 'SAP HANA on Amazon EC2'];
const states = ['FAILED', 'COMPLETED', 'RUNNING'];
const categories = ['SUCCESS', 'Success', 'AccessDenied'];
const seconds = fc.integer({ min: 0, max: 12 }).map((quarter) => quarter / 4);

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const job: fc.Arbitrary<GivenJob> = fc.record({
  AccountId: maybe(fc.constantFrom(...accounts)),
  BackupVaultName: maybe(fc.constantFrom(...vaults)),
  CompletionDate: maybe(seconds),
  CreationDate: maybe(seconds),
  MessageCategory: maybe(fc.constantFrom(...categories)),
  ParentJobId: maybe(fc.constantFrom(...ids)),
  ResourceArn: maybe(fc.constantFrom(...arns)),
  ResourceType: maybe(fc.constantFrom(...types)),
  State: maybe(fc.constantFrom(...states)),
});
const jobs = fc
  .array(job, { maxLength: 25 })
  .map((some) => some.map((one, index) => ({ ...one, BackupJobId: `${index}` })));

const time = seconds.map((second) =>
  second % 1 === 0 ? new Date(second * 1000).toISOString() : `${second}`,
);
const query: fc.Arbitrary<Query> = fc.record({
  accountId: maybe(fc.constantFrom(...accounts, '*')),
  backupVaultName: maybe(fc.constantFrom(...vaults)),
  completeAfter: maybe(time),
  completeBefore: maybe(time),
  createdAfter: maybe(time),
  createdBefore: maybe(time),
  messageCategory: maybe(fc.constantFrom(...categories, 'accessdenied')),
  parentJobId: maybe(fc.constantFrom(...ids)),
  resourceArn: maybe(fc.constantFrom(...arns)),
  resourceType: maybe(fc.constantFrom(...types)),
  state: maybe(fc.constantFrom(...states)),
});

const timeOf = (text: string) => (text.includes('T') ? Date.parse(text) / 1000 : Number(text));
type Naive = (wanted: string, job: GivenJob) => boolean;
const naive: Readonly<Record<string, Naive>> = {
  accountId: (wanted, one) => wanted === '*' || wanted === one.AccountId,
  backupVaultName: (wanted, one) => wanted === one.BackupVaultName,
  completeAfter: (wanted, one) => Number(one.CompletionDate) >= timeOf(wanted),
  completeBefore: (wanted, one) => Number(one.CompletionDate) <= timeOf(wanted),
  createdAfter: (wanted, one) => Number(one.CreationDate) >= timeOf(wanted),
  createdBefore: (wanted, one) => Number(one.CreationDate) <= timeOf(wanted),
  messageCategory: (wanted, one) => wanted.toUpperCase() === one.MessageCategory?.toUpperCase(),
  parentJobId: (wanted, one) => wanted === one.ParentJobId,
  resourceArn: (wanted, one) => wanted === one.ResourceArn,
  resourceType: (wanted, one) => wanted === one.ResourceType,
  state: (wanted, one) => wanted === one.State,
};

describe('The laws of the sample service', () => {
  it('a filter selects what a naive filter selects, and pages of any size are together the plain list', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, query, fc.integer({ min: 1, max: 9 }), async (some, filters, size) => {
        const service = createSampleService({ account: accountOf(some), managementAccount: true });
        const whole = await listIds(service, filters);
        const isOwn = (one: GivenJob) => (one.AccountId ?? accounts[0]) === accounts[0];
        const expected = some.filter(
          (one) =>
            (filters['accountId'] !== undefined || isOwn(one)) &&
            Object.entries(filters).every(
              ([name, wanted]) => wanted === undefined || naive[name]?.(wanted, one) === true,
            ),
        );
        assert.deepEqual([...whole].sort(), expected.map((one) => one.BackupJobId).sort());

        const pages = await walkIds(service, { ...filters, maxResults: `${size}` });
        assert.deepEqual(pages.flat(), whole);
        const last = pages.at(-1)?.length ?? 0;
        assert.ok(pages.slice(0, -1).every((page) => page.length === size) && last <= size);
      }),
      { numRuns: 500 },
    );
  });

  it('a walk lists each job once that still exists at its end, while others disappear', async () => {
    await fc.assert(
      fc.asyncProperty(
        jobs,
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.boolean()),
        async (some, size, coins) => {
          const account = accountOf(some);
          const service = createSampleService({ account, managementAccount: true });
          const keeps = new Map(some.map((one) => [one.BackupJobId, coins.next().value]));
          const kept = some.filter((one) => keeps.get(one.BackupJobId));
          const seen: (string | undefined)[] = [];
          let nextToken: string | undefined;
          let isBefore = true;
          do {
            const answer = await service({
              method: 'GET',
              path: '/backup-jobs/',
              headers: {},
              query: new Map(
                Object.entries({ accountId: '*', maxResults: `${size}`, ...(nextToken && { nextToken }) }),
              ),
            });
            const page: { BackupJobs: GivenJob[]; NextToken?: string } = JSON.parse(answer.body);
            seen.push(...page.BackupJobs.map((one) => one.BackupJobId));
            nextToken = page.NextToken;
            if (isBefore) account.replaceJobs(kept);
            isBefore = false;
          } while (nextToken !== undefined && seen.length < 100);
          assert.equal(new Set(seen).size, seen.length);
          assert.ok(kept.every((one) => seen.includes(one.BackupJobId)));
        },
      ),
    );
  });

  it('the same seed generates the same account, and another seed another account', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 300, max: 700 }), async (seed, count) => {
        const make = (from: number) => generateAccount({ seed: from, jobs: count, now });
        const text = (account: ReturnType<typeof make>) =>
          JSON.stringify(account.jobs.map((one) => one.wire(now)));
        const one = make(seed);
        assert.equal(one.jobs.length, count);
        assert.equal(text(one), text(make(seed)));
        assert.notEqual(text(one), text(make(seed ^ 1)));
      }),
      { numRuns: 25 },
    );
  });
});
