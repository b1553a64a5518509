import assert from 'node:assert/strict';
import { filterFields, type ValueField } from '../../../src/filters/filterFields.js';
import { timeHint } from '../../../src/filters/timeHint.js';
import type { ListFilter, TextFilter, TimeFilter } from '../../../src/jobs/filterTable.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';

function valueHint(name: ListFilter | TextFilter, value: string): string | undefined {
  const field: ValueField = filterFields[name];
  return field.hint?.(value);
}

const now = new Date(2026, 10, 24, 7, 30);

describe('A hint', () => {
  it('explains a value that does not match AWS’s documented pattern, unless AWS itself uses such a value', () => {
    const accepted: [ListFilter | TextFilter, string][] = [
      ['accountId', '111122223333'],
      ['backupVaultName', 'prod-vault_1'],
      ['backupVaultName', 'aws/efs/automatic-backup-vault'],
      ['resourceType', 'SAP HANA on Amazon EC2'],
      ['resourceType', 'EKS'],
      ['resourceArn', 'arn:aws:s3:::logs'],
      ['state', 'FAILED'],
      ['state', 'COMPLETED_WITH_ISSUES'],
      ['messageCategory', 'whatever it is'],
      ['parentJobId', 'any'],
      ['backupPlanId', 'any'],
      ['statusMessage', 'any'],
    ];
    for (const [name, value] of accepted) assert.equal(valueHint(name, value), undefined, `${name} ${value}`);
    const unusual: [ListFilter | TextFilter, string, RegExp][] = [
      ['accountId', '1111-2222-3333', /12 digits/],
      ['accountId', '*', /management account/],
      ['backupVaultName', 'x', /2 to 50/],
      ['resourceType', 'EC2 instances', /1 to 50/],
      ['resourceArn', 'vol-1', /arn:partition/],
      ['state', 'failed', /capitals/],
      ['messageCategory', 'AGGREGATE_ALL', /sum of all categories/],
    ];
    for (const [name, value, hint] of unusual) assert.match(valueHint(name, value) ?? '', hint);
  });

  it('explains that a time range can have no jobs, or begins before the oldest jobs of AWS Backup', () => {
    const hints: [JobFilter, TimeFilter, RegExp | undefined][] = [
      [{ createdAfter: 'last 24 hours' }, 'createdAfter', undefined],
      [{ createdAfter: 'last 30 days' }, 'createdAfter', undefined],
      [{ createdAfter: '2026-10-01' }, 'createdAfter', /last 30 days: earlier/],
      [{ completeBefore: '2026-10-01' }, 'completeBefore', /none is that old/],
      [
        { createdAfter: 'today', createdBefore: 'yesterday 18:00' },
        'createdBefore',
        /^The end, Nov 23.*before the start/,
      ],
      [{ createdAfter: 'today', completeBefore: 'yesterday 18:00' }, 'completeBefore', undefined],
      [{ createdAfter: '2026-11-25' }, 'createdAfter', /in the future/],
    ];
    for (const [filter, name, hint] of hints) {
      const text = timeHint(filter, name, now, { locale: 'en-US' });
      if (hint === undefined) assert.equal(text, undefined);
      else assert.match(text ?? '', hint);
      const ofHistory = timeHint(filter, name, now, { hasOldJobs: true, locale: 'en-US' });
      assert.equal(ofHistory, /AWS Backup/.test(text ?? '') ? undefined : text);
    }
  });
});
