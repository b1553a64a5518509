import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { filterFrom, filterKey, type JobFilter } from '../../../src/jobs/jobFilter.js';
import { selects } from '../../../src/jobs/jobSelection.js';
import { backupJobStates, completedWithIssues, hasIssues } from '../../../src/jobs/jobStates.js';
import { isRelative, timeOf } from '../../../src/jobs/timeExpression.js';
import { jobArbitrary } from './arbitraries.js';

const now = new Date(2026, 10, 24, 7, 30);

/** Texts of the parts of a time: some are valid. */
const typedText = fc
  .array(fc.constantFrom('last', 'today', 'yesterday', '24', 'hours', '2026-11-24', '18:00', '+02', ' '), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

describe('A time as the user writes it', () => {
  it('is relative to now, a calendar day, or a fixed time', () => {
    const expected: Record<string, Date | undefined> = {
      'last 24 hours': new Date(2026, 10, 23, 7, 30),
      'Last  7 days': new Date(2026, 10, 17, 7, 30),
      'last hour': new Date(2026, 10, 24, 6, 30),
      today: new Date(2026, 10, 24),
      'yesterday 18:00': new Date(2026, 10, 23, 18),
      '2026-11-24': new Date(2026, 10, 24),
      '2026-11-24 18:00': new Date(2026, 10, 24, 18),
      '2026-11-24T18:00:05.250Z': new Date(Date.UTC(2026, 10, 24, 18, 0, 5, 250)),
      '2026-11-24T18:00+02:00': new Date(Date.UTC(2026, 10, 24, 16)),
      '2026-11-24T18:00:05.25+0000': new Date(Date.UTC(2026, 10, 24, 18, 0, 5, 250)),
      '2026-11-24  18:00 +0545': new Date(Date.UTC(2026, 10, 24, 12, 15)),
      '2026-11-24 18:00-03': new Date(Date.UTC(2026, 10, 24, 21)),
      '2026-11-24t18:00z': new Date(Date.UTC(2026, 10, 24, 18)),
    };
    for (const [text, time] of Object.entries(expected)) assert.deepEqual(timeOf(text, now), time, text);
    for (const text of [
      '',
      'tomorrow',
      'last year',
      '2026-02-30',
      '2026-11-24 25:00',
      '2026-11-24 18:00+2500',
      '2026-11-24 18:00+5',
      '2026-11-24 +0000',
      'yesterday 24:00',
      '1700000000',
    ])
      assert.equal(timeOf(text, now), undefined, text);
    assert.deepEqual(['last 2 days', ' last  2 days', '2026-11-24', ' 2026-11-24 \t 18:00'].map(isRelative), [
      true,
      true,
      false,
      false,
    ]);
  });

  it('is parsed without an error whatever it is, and an ISO time keeps its value', () => {
    fc.assert(fc.property(typedText, (text) => !Number.isNaN(timeOf(text, now)?.getTime() ?? 0)));
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(2100, 0), noInvalidDate: true }), (date) => {
        assert.deepEqual(timeOf(date.toISOString(), now), date);
      }),
    );
  });
});

describe('A filter', () => {
  it('becomes one query for each combination of its values', () => {
    const filter: JobFilter = {
      accountId: '*',
      createdAfter: 'last 24 hours',
      backupVaultName: ['prod', 'dev'],
      state: ['FAILED', completedWithIssues],
    };
    const createdAfter = new Date(2026, 10, 23, 7, 30);
    const query = { accountId: '*', createdAfter };
    const issues = [{ keeps: 'withIssues' }];
    assert.deepEqual(selectionOfFilter(filter, now).parts, [
      { query: { ...query, backupVaultName: 'prod', state: 'FAILED' }, clientFilters: [] },
      { query: { ...query, backupVaultName: 'prod', state: 'COMPLETED' }, clientFilters: issues },
      { query: { ...query, backupVaultName: 'dev', state: 'FAILED' }, clientFilters: [] },
      { query: { ...query, backupVaultName: 'dev', state: 'COMPLETED' }, clientFilters: issues },
    ]);
  });

  it('selects a job that has one of the values of every filter, and no other', () => {
    const some = <Value>(...values: Value[]) => fc.subarray(values);
    const lists = fc.record({
      backupVaultName: some('prod', 'dev'),
      messageCategory: some('SUCCESS', 'AccessDenied'),
      resourceType: some('EBS', 'SAP HANA on Amazon EC2'),
      state: some(...backupJobStates, completedWithIssues),
    });
    fc.assert(
      fc.property(lists, jobArbitrary(), (filter, job) => {
        const isIn = (values: readonly string[], value: string | undefined) =>
          values.length === 0 || values.some((one) => one.toUpperCase() === value?.toUpperCase());
        const expected =
          isIn(filter.backupVaultName, job.BackupVaultName) &&
          isIn(filter.messageCategory, job.MessageCategory) &&
          isIn(filter.resourceType, job.ResourceType) &&
          (isIn(filter.state, job.State) || (filter.state.includes(completedWithIssues) && hasIssues(job)));
        assert.equal(selects(selectionOfFilter(filter, now), job), expected);
      }),
    );
  });

  it('is parsed from stored or handwritten values, and its invalid properties are reported', () => {
    assert.deepEqual(
      filterFrom({
        state: 'FAILED',
        backupVaultName: ['prod', '', 'prod'],
        resourceType: [],
        createdAfter: 'last 7 days',
        completeAfter: 'some day',
        resourceArn: 5,
        colour: 'red',
      }),
      {
        filter: { state: ['FAILED'], backupVaultName: ['prod'], createdAfter: 'last 7 days' },
        problems: ['completeAfter', 'resourceArn', 'colour'],
      },
    );
    fc.assert(fc.property(fc.anything(), (value) => filterKey(filterFrom(value).filter).length > 0));
  });
});
