import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PageUnpacker } from '../../../src/aws/packedJob.js';
import { PagePacker } from '../../../src/aws/pagePacker.js';
import { copiedValue } from '../../../src/details/copiedValue.js';
import type { FieldViewModel } from '../../../src/details/fieldSections.js';
import type { FieldValue } from '../../../src/details/fieldValue.js';
import { jobViewModel } from '../../../src/details/jobViewModel.js';
import { backupJobFields, type DescribedBackupJob, describedJobFields } from '../../../src/jobs/backupJob.js';
import { hostileJob, hostileTexts } from '../../hostile.js';

const now = new Date(Date.UTC(2026, 10, 24, 7));
const reading = { now, locale: 'en-US' };
const everyField = [...backupJobFields, ...describedJobFields].sort();

describe('The sheet of a job', () => {
  it('has every field of a described job exactly once, whatever the job holds', () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        const fields = fieldsOf(job);
        assert.deepEqual(fields.map(({ path }) => path).sort(), everyField);
        for (const { path, value } of fields) {
          const isGiven = Object.hasOwn(job, path);
          if (isGiven) assert.ok(value?.text || value?.members?.length, `${path} is given and has a text`);
          else if (path !== 'BackupSizeInBytes') assert.equal(value, undefined, path);
        }
      }),
    );
  });

  it('has what a newer API adds in a section of its own, whatever it is', () => {
    const job = JSON.parse(
      '{"State":"FAILED","Mood":"blue","Deep":{"One":[1]},"__proto__":{"x":1}}',
    ) as DescribedBackupJob;
    const section = jobViewModel(job, undefined, reading).sections.at(-1);
    assert.deepEqual(section, {
      title: 'Fields that are newer than this extension',
      fields: [
        { path: 'Mood', title: 'Mood', value: { text: 'blue' } },
        { path: 'Deep', title: 'Deep', value: { text: '{\n  "One": [\n    1\n  ]\n}' } },
        { path: '__proto__', title: '__proto__', value: { text: '{\n  "x": 1\n}' } },
      ],
    });
    assert.deepEqual(
      ['Mood', 'Deep', '__proto__'].map((path) => copiedValue(job, path)),
      ['blue', '{"One":[1]}', '{"x":1}'],
    );
  });

  it('has every digit of a number that a newer API adds, on the page and where it is copied', () => {
    const job = { Deep: { 'a-b': [9007199254740993n] }, Size: 9007199254740993n } as DescribedBackupJob;
    const section = jobViewModel(job, undefined, reading).sections.at(-1);
    assert.deepEqual(
      section?.fields.map(({ value }) => value?.text),
      ['{\n  "a-b": [\n    9007199254740993\n  ]\n}', '9,007,199,254,740,993'],
    );
    assert.deepEqual(
      ['Deep', 'Size'].map((path) => copiedValue(job, path)),
      ['{"a-b":[9007199254740993]}', '9007199254740993'],
    );
  });

  it('hides and turns no character of what AWS wrote, and cuts nothing without saying so', () => {
    fc.assert(fc.property(anyJob, (job) => assertAllVisible(job)));
    /** The message above, the fields that are texts, and their members. */
    const texts = 1 + 18 + 10;
    for (const text of Object.values(hostileTexts)) {
      const job = hostileJob(text);
      assertAllVisible(job);
      if (text.length < 10_000) continue;
      const shown = (whole: ReadonlySet<string>) => {
        const { sections, why } = jobViewModel(job, 'us-east-1', { ...reading, whole });
        const fields = sections.flatMap(({ fields }) => fields);
        const values = fields.flatMap(({ value }) => value?.members?.map((member) => member.value) ?? value);
        return [why?.message, ...values]
          .filter((value) => (value?.text?.length ?? 0) > 1000)
          .map((value) => (value?.text === text ? 'whole' : `${value?.text?.length}, ${value?.rest}`));
      };
      const start = '10001, Show all 1,000,000 characters';
      assert.deepEqual(shown(new Set()), new Array(texts).fill(start));
      assert.deepEqual(shown(new Set(['StatusMessage'])).sort(), [
        ...new Array(texts - 2).fill(start),
        ...['whole', 'whole'],
      ]);
      assert.ok(JSON.stringify(jobViewModel(job, 'us-east-1', reading)).length < 5_000_000);
    }
  });

  it('is readable: bytes, times with their UTC, members, and what AWS does not tell', () => {
    const job: DescribedBackupJob = {
      BackupJobId: 'A1',
      AccountId: '111122223333',
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
      RecoveryPointLifecycle: { DeleteAfterDays: 35, MoveToColdStorageAfterDays: -1 },
      ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
      ResourceType: 'EBS',
      State: 'COMPLETED',
      StatusMessage: '',
      MessageCategory: 'VSS',
    };
    const { head } = jobViewModel(job, 'us-east-1', reading);
    assert.deepEqual(
      [head.title, head.state, head.facts.map(({ text }) => text)],
      [
        'vol-1',
        { title: 'Completed with issues', icon: 'warning', tone: 'warning' },
        ['EBS', 'prod', '111122223333', 'us-east-1', '1 h ago'],
      ],
    );
    const shown = new Map<string, FieldValue | undefined>(
      fieldsOf(job).map(({ path, value }) => [path, value]),
    );
    const members = (path: string) =>
      shown.get(path)?.members?.map(({ path: name, value }) => [name, value.text, value.note]);
    assert.deepEqual(
      [
        shown.get('BackupSizeInBytes'),
        shown.get('BytesTransferred')?.text,
        shown.get('CreationDate')?.note,
        members('CreatedBy')?.map(([path, text]) => [path, text]),
        members('ChildJobsInState'),
        members('RecoveryPointLifecycle'),
        shown.get('ResourceArn')?.pieces?.map(({ text, title }) => `${title} ${text}`),
        shown.get('IsParent'),
        shown.get('NumberOfChildJobs')?.text?.startsWith('≈ '),
        shown.get('PercentDone'),
        shown.get('StatusMessage'),
        shown.get('VaultType'),
      ],
      [
        {
          text: '1.4 GiB',
          note: '1,503,238,553 bytes · the provisioned size, not the size of the backup',
        },
        '0 bytes',
        '2026-11-24 05:00:00 UTC · 2 h ago',
        [
          ['CreatedBy.BackupPlanName', 'nightly'],
          ['CreatedBy.BackupRuleCron', 'cron(0 5 ? * * *)'],
        ],
        [
          ['ChildJobsInState.COMPLETED', '2', undefined],
          ['ChildJobsInState.FAILED', '1', undefined],
        ],
        [
          ['RecoveryPointLifecycle.DeleteAfterDays', '35', 'about Dec 29, 2026'],
          ['RecoveryPointLifecycle.MoveToColdStorageAfterDays', '-1', 'never'],
        ],
        ['service ec2', 'region us-east-1', 'account 111122223333', 'volume vol-1'],
        { text: 'No' },
        true,
        { text: '99.0 %', note: 'an estimate' },
        { text: '(empty)' },
        undefined,
      ],
    );
    const cron = shown.get('CreatedBy')?.members?.find(({ title }) => title === 'BackupRuleCron');
    assert.match(cron?.value.note ?? '', /^At 05:00 \(UTC\) · next Nov 2\d, 2026, .*, in 22 h$/);
  });

  it('says "n/a" for the size of a type whose size AWS does not report, be it absent or 0', () => {
    for (const job of [
      { ResourceType: 'RDS', BackupSizeInBytes: 0 },
      { ResourceType: 'Aurora' },
    ] as DescribedBackupJob[]) {
      const size = fieldsOf(job).find(({ path }) => path === 'BackupSizeInBytes');
      assert.equal(size?.value?.text, 'n/a');
    }
  });

  it('explains what it can, says where it cannot, and is silent where all is well', () => {
    const why = (job: DescribedBackupJob) => jobViewModel(job, undefined, reading).why;
    assert.equal(why({ State: 'COMPLETED', MessageCategory: 'Success' }), undefined);
    assert.equal(why({}), undefined);
    const known = why({
      State: 'FAILED',
      StatusMessage: 'Table not found.',
      MessageCategory: 'INVALIDPARAMETERS',
    });
    assert.match(known?.suggestedFix ?? '', /resource assignment/);
    assert.match(known?.category?.meaning ?? '', /parameter of the job/);
    const unknown = why({ State: 'FAILED', StatusMessage: 'Zork', MessageCategory: 'ZORK' });
    assert.equal(unknown?.suggestedFix, undefined);
    assert.match(unknown?.meaning ?? '', /^There is no advice for this message/);
    assert.match(unknown?.category?.meaning ?? '', /no meaning/);
    assert.equal(
      why({ State: 'FAILED', MessageCategory: 'AccessDenied' })?.meaning,
      'The job has no status message.',
    );
  });

  it('copies what AWS wrote, to the last digit, and nothing that the job does not have itself', () => {
    const job = {
      ResourceName: '\u202e',
      BackupSizeInBytes: 9_007_199_254_740_993n,
      CreationDate: new Date(0),
      StartBy: new Date(Number.NaN),
      CreatedBy: { BackupPlanId: 'p' },
      BackupOptions: { 'a.b': 'c' },
      ChildJobsInState: { FAILED: 9_007_199_254_740_993n },
    };
    assert.deepEqual(
      [
        'ResourceName',
        'BackupSizeInBytes',
        'CreationDate',
        'StartBy',
        'CreatedBy.BackupPlanId',
        'BackupOptions.a.b',
        'ChildJobsInState.FAILED',
        'ChildJobsInState',
        'constructor',
        '__proto__',
        'CreatedBy.constructor',
        'ResourceName.length',
        'State',
        '',
      ].map((path) => copiedValue(job, path)),
      [
        '\u202e',
        '9007199254740993',
        '1970-01-01T00:00:00.000Z',
        undefined,
        'p',
        'c',
        '9007199254740993',
        '{"FAILED":9007199254740993}',
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  it('copies of a job that the thread has read what it copies of any other', () => {
    const body = JSON.stringify({
      BackupJobs: [
        {
          BackupJobId: 'A1',
          BackupSizeInBytes: 7,
          CreatedBy: { BackupPlanId: 'p' },
          CreationDate: 0,
          Mood: 'blue',
          ResourceArn: 'arn:aws:s3:::b',
          StatusMessage: 'Insufficient privileges',
        },
      ],
    });
    const [job = {}] = new PageUnpacker().unpack(new PagePacker().pack(Buffer.from(body))).jobs;
    assert.deepEqual(
      [
        'BackupJobId',
        'BackupSizeInBytes',
        'CreatedBy.BackupPlanId',
        'CreationDate',
        'Mood',
        'ResourceArn',
        'StatusMessage',
        'State',
        'constructor',
        '__proto__',
      ].map((path) => copiedValue(job, path)),
      [
        'A1',
        '7',
        'p',
        '1970-01-01T00:00:00.000Z',
        'blue',
        'arn:aws:s3:::b',
        'Insufficient privileges',
        undefined,
        undefined,
        undefined,
      ],
    );
  });
});

function assertAllVisible(job: DescribedBackupJob): void {
  for (const shown of textsIn(jobViewModel(job, 'us-east-1', reading)))
    assert.doesNotMatch(shown.replaceAll(/[\t\n\u200d]/g, ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
}

function fieldsOf(job: DescribedBackupJob): FieldViewModel[] {
  return jobViewModel(job, 'us-east-1', reading).sections.flatMap(({ fields }) => fields);
}

/** Every text that is shown; a path is only sent back. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'path' ? [] : textsIn(one)));
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
  if (name === 'CreatedBy')
    return fc.record({ BackupPlanName: text, BackupRuleCron: text }, { requiredKeys: [] });
  if (name === 'RecoveryPointLifecycle')
    return fc.record(
      { DeleteAfterDays: number, OptInToArchiveForSupportedResources: fc.boolean() },
      { requiredKeys: [] },
    );
  return text;
}
