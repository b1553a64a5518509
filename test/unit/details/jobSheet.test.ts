import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldTitle } from '../../../src/details/fieldTitle.js';
import { copiedValue } from '../../../src/details/fieldValue.js';
import { jobSheet, type SheetField } from '../../../src/details/jobSheet.js';
import { backupJobFields, type DescribedBackupJob } from '../../../src/jobs/backupJob.js';
import { inEnglish } from '../../../src/jobs/translate.js';

const now = new Date(Date.UTC(2026, 10, 24, 7));
const reading = { now, locale: 'en-US', t: inEnglish };
const everyField = [...backupJobFields, 'ChildJobsInState', 'NumberOfChildJobs'].sort();

describe('The sheet of a job', () => {
  it('has every field of a described job exactly once, whatever the job holds', () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        const fields = fieldsOf(job);
        assert.deepEqual(fields.flatMap(({ name }) => name ?? []).sort(), everyField);
        for (const { name, value } of fields) {
          const isGiven = name !== undefined && job[name] !== undefined;
          if (isGiven) assert.ok(value?.text || value?.parts?.length, `${name} is given and has a text`);
          else if (name !== undefined && name !== 'BackupSizeInBytes') assert.equal(value, undefined, name);
        }
      }),
    );
  });

  it('hides and turns no character of what AWS wrote', () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        for (const shown of stringsIn(jobSheet(job, reading))) {
          assert.doesNotMatch(shown.replaceAll(/[\t\n\u200d]/g, ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });

  it('is readable: bytes, times with their UTC, durations, parts, and what AWS does not tell', () => {
    const job: DescribedBackupJob = {
      BackupJobId: 'A1',
      BackupSizeInBytes: 1_503_238_553,
      BackupVaultName: 'prod',
      BytesTransferred: 0,
      CompletionDate: new Date(Date.UTC(2026, 10, 24, 5, 5)),
      CreatedBy: { BackupPlanName: 'nightly', BackupRuleCron: 'cron(0 5 ? * * *)' },
      CreationDate: new Date(Date.UTC(2026, 10, 24, 5)),
      ChildJobsInState: { COMPLETED: 2, FAILED: 1n },
      IsParent: false,
      NumberOfChildJobs: 2 ** 60,
      PercentDone: '99.0',
      ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
      ResourceType: 'EBS',
      State: 'COMPLETED',
      StatusMessage: '',
      MessageCategory: 'VSS',
    };
    const sheet = jobSheet(job, reading);
    assert.deepEqual(
      [sheet.title, sheet.state, sheet.summary],
      ['vol-1', { title: 'Completed with issues', tone: 'warning' }, 'EBS · prod · 1 h ago'],
    );
    const shown = new Map(fieldsOf(job).map(({ name, title, value }) => [name ?? title, value]));
    assert.deepEqual(
      [
        shown.get('BackupSizeInBytes'),
        shown.get('BytesTransferred'),
        shown.get('CreationDate')?.note,
        shown.get('Duration'),
        shown.get('CreatedBy')?.parts,
        shown.get('ChildJobsInState')?.parts,
        shown.get('IsParent'),
        shown.get('NumberOfChildJobs')?.text?.startsWith('≈ '),
        shown.get('PercentDone'),
        shown.get('StatusMessage'),
        shown.get('VaultType'),
      ],
      [
        { text: '1.4 GiB', note: '1,503,238,553 bytes' },
        { text: '0 bytes' },
        '2026-11-24 05:00:00 UTC · 2 h ago',
        { text: '5 min' },
        [
          { title: 'Backup plan name', text: 'nightly' },
          { title: 'Backup rule cron', text: 'cron(0 5 ? * * *)' },
        ],
        [
          { title: 'COMPLETED', text: '2' },
          { title: 'FAILED', text: '1' },
        ],
        { text: 'No' },
        true,
        { text: '99.0 %', note: 'an estimate' },
        { text: '(empty)' },
        undefined,
      ],
    );
  });

  it('says "n/a" for the size of a type whose size AWS does not report, be it absent or 0', () => {
    for (const job of [
      { ResourceType: 'RDS', BackupSizeInBytes: 0 },
      { ResourceType: 'Aurora' },
    ] as DescribedBackupJob[]) {
      const size = fieldsOf(job).find(({ name }) => name === 'BackupSizeInBytes');
      assert.equal(size?.value?.text, 'n/a');
    }
  });

  it('names fields by the words of their API names', () => {
    assert.deepEqual(['IamRoleArn', 'ParentJobId', 'IsEncrypted'].map(fieldTitle), [
      'IAM role ARN',
      'Parent job ID',
      'Is encrypted',
    ]);
  });

  it('copies what AWS wrote, to the last digit', () => {
    assert.deepEqual(
      ['\u202e', 9_007_199_254_740_993n, new Date(0), new Date(Number.NaN), {}, undefined].map(copiedValue),
      ['\u202e', '9007199254740993', '1970-01-01T00:00:00.000Z', undefined, undefined, undefined],
    );
  });
});

function fieldsOf(job: DescribedBackupJob): SheetField[] {
  return jobSheet(job, reading).sections.flatMap(({ fields }) => fields);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

const text = fc.string({ unit: 'binary', maxLength: 20 });
const number = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 70n }), fc.double({ noNaN: true }));
const anyJob = fc.record(Object.fromEntries(everyField.map((name) => [name, arbitraryOf(name)])), {
  requiredKeys: [],
}) as fc.Arbitrary<DescribedBackupJob>;

function arbitraryOf(name: string): fc.Arbitrary<unknown> {
  if (/Date$|^StartBy$/.test(name)) return fc.date();
  if (/Bytes|^NumberOf/.test(name)) return number;
  if (/^Is/.test(name)) return fc.boolean();
  if (name === 'BackupOptions') return fc.dictionary(text, text);
  if (name === 'ChildJobsInState') return fc.dictionary(text, number);
  if (name === 'CreatedBy') return fc.record({ BackupPlanName: text }, { requiredKeys: [] });
  if (name === 'RecoveryPointLifecycle')
    return fc.record(
      { DeleteAfterDays: number, OptInToArchiveForSupportedResources: fc.boolean() },
      { requiredKeys: [] },
    );
  return text;
}
