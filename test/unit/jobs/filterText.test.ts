import assert from 'node:assert/strict';
import fc from 'fast-check';
import { filterNames, isListFilter, isTimeFilter } from '../../../src/jobs/filterTable.js';
import { fullFilterText, planNameIn, shortFilterText } from '../../../src/jobs/filterText.js';
import { filterFrom, type JobFilter } from '../../../src/jobs/jobFilter.js';

describe('The text of a filter', () => {
  it('has a short form with what matters most, and a full form with every filter', () => {
    const filter: JobFilter = {
      accountId: '*',
      completeBefore: '24 hours ago',
      createdAfter: 'last 7 days',
      messageCategory: ['AccessDenied'],
      resourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
      state: ['FAILED', 'PARTIAL', 'COMPLETED_WITH_ISSUES'],
    };
    assert.equal(
      shortFilterText(filter),
      'Failed +2 · all accounts · completed until 24 hours ago · last 7 days · AccessDenied · vol-1',
    );
    assert.equal(
      fullFilterText(filter),
      'State: Failed, Partial, Completed with issues · Account: * · Completed before: 24 hours ago · ' +
        'Created after: last 7 days · Message category: AccessDenied · Resource ARN: arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
    );
    assert.equal(shortFilterText({ createdAfter: 'yesterday 18:00' }), 'since yesterday 18:00');
    assert.deepEqual([shortFilterText({}), fullFilterText({})], ['', '']);
  });

  it('names a backup plan as the loaded jobs do, in full also its ID, and only its ID if no job names it', () => {
    const backupPlanId = '8F81F553-3A74-4A3F-B93D-B3360DC80C50';
    const jobs = [
      {},
      { CreatedBy: { BackupPlanId: 'other', BackupPlanName: 'weekly' } },
      { CreatedBy: { BackupPlanId: backupPlanId } },
      { CreatedBy: { BackupPlanId: backupPlanId, BackupPlanName: 'night\u202ely' } },
    ];
    const texts = (known: typeof jobs) =>
      [shortFilterText, fullFilterText].map((text) =>
        text({ backupPlanId }, 'en', planNameIn(known, { backupPlanId })),
      );
    assert.deepEqual(texts(jobs), [
      'plan night\\u{202e}ly',
      `Backup plan: night\\u{202e}ly (${backupPlanId})`,
    ]);
    assert.deepEqual(texts(jobs.slice(0, 3)), ['plan 8F81F553-3A…', `Backup plan: ${backupPlanId}`]);
    assert.equal(planNameIn(jobs, { state: ['FAILED'] }), undefined);
  });

  it('shows a time in the user’s time zone, and names the zone', () => {
    const expected = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' }).format(new Date(2026, 10, 24));
    const text = fullFilterText({ createdAfter: '2026-11-24' }, 'en-US');
    assert.match(text, new RegExp(`^Created after: ${expected}, 12:00:00 AM \\S+$`));
  });

  it('is one line without invisible characters, whatever the filter contains', () => {
    const value = fc.string({ unit: 'binary', maxLength: 300 });
    const filters = fc.record(
      Object.fromEntries(
        filterNames
          .filter((name) => !isTimeFilter(name))
          .map((name) => [name, isListFilter(name) ? fc.array(value) : value]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filters, (stored) => {
        const { filter } = filterFrom(stored);
        for (const text of [shortFilterText(filter), fullFilterText(filter)])
          assert.doesNotMatch(text, /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
