import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PagePacker } from '../../../src/aws/pagePacker.js';
import { copiedValue } from '../../../src/details/copiedValue.js';
import type { FieldViewModel } from '../../../src/details/fieldSections.js';
import { type FieldValue, fieldValue } from '../../../src/details/fieldValue.js';
import { jobViewModel } from '../../../src/details/jobViewModel.js';
import { backupJobFields, type DescribedBackupJob, describedJobFields } from '../../../src/jobs/backupJob.js';
import { localTimeText } from '../../../src/jobs/formats.js';
import { PageUnpacker } from '../../../src/jobs/packed/packedJob.js';
import { hostileJob, hostileTexts } from '../../hostile.js';

const now = new Date(Date.UTC(2026, 10, 24, 7));
const context = { now, locale: 'en-US' };
const everyField = [...backupJobFields, ...describedJobFields].sort();

describe('The view model of a job', () => {
  it('has each field of a described job exactly once, for any values', () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        const fields = fieldsOf(job);
        assert.deepEqual(fields.map(({ path }) => path).sort(), everyField);
        for (const { path, value } of fields) {
          const hasValue = Object.hasOwn(job, path);
          if (hasValue) assert.ok(value?.text || value?.members?.length, `${path} has a value and a text`);
          else if (path !== 'BackupSizeInBytes') assert.equal(value, undefined, path);
        }
      }),
    );
  });

  it('has a separate section for the fields that a newer API adds', () => {
    const job = JSON.parse(
      '{"State":"FAILED","Mood":"blue","Deep":{"One":[1]},"__proto__":{"x":1}}',
    ) as DescribedBackupJob;
    const section = jobViewModel(job, undefined, context).sections.at(-1);
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

  it('shows and copies every digit of a number that a newer API adds', () => {
    const job = { Deep: { 'a-b': [9007199254740993n] }, Size: 9007199254740993n } as DescribedBackupJob;
    const section = jobViewModel(job, undefined, context).sections.at(-1);
    assert.deepEqual(
      section?.fields.map(({ value }) => value?.text),
      ['{\n  "a-b": [\n    9007199254740993\n  ]\n}', '9,007,199,254,740,993'],
    );
    assert.deepEqual(
      ['Deep', 'Size'].map((path) => copiedValue(job, path)),
      ['{"a-b":[9007199254740993]}', '9007199254740993'],
    );
  });

  it('has no invisible or bidirectional characters, and marks every text that is cut', () => {
    fc.assert(fc.property(anyJob, (job) => assertAllVisible(job)));
    /** The status message, the text fields, and the members of the structures. */
    const texts = 1 + 18 + 10;
    for (const text of Object.values(hostileTexts)) {
      const job = hostileJob(text);
      assertAllVisible(job);
      if (text.length < 10_000) continue;
      const shown = (fullTextPaths: ReadonlySet<string>) => {
        const { sections, status } = jobViewModel(job, 'us-east-1', { ...context, fullTextPaths });
        const fields = sections.flatMap(({ fields }) => fields);
        const values = fields.flatMap(({ value }) => value?.members?.map((member) => member.value) ?? value);
        return [status?.message, ...values]
          .filter((value) => (value?.text?.length ?? 0) > 1000)
          .map((value) => (value?.text === text ? 'full' : `${value?.text?.length}, ${value?.rest}`));
      };
      const start = '10001, Show all 1,000,000 characters';
      assert.deepEqual(shown(new Set()), new Array(texts).fill(start));
      assert.deepEqual(shown(new Set(['StatusMessage'])).sort(), [
        ...new Array(texts - 2).fill(start),
        ...['full', 'full'],
      ]);
      assert.ok(JSON.stringify(jobViewModel(job, 'us-east-1', context)).length < 5_000_000);
    }
  });

  it('formats sizes, times with UTC, structures, estimates and missing values', () => {
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
    const { head } = jobViewModel(job, 'us-east-1', context);
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
    assert.match(
      head.facts.at(-1)?.title ?? '',
      /^Ended Nov 2\d, 2026, \d+:05:00.[AP]M .+ \(2026-11-24 05:05:00 UTC\)$/,
    );
    const members = (path: string) =>
      shown.get(path)?.members?.map(({ path: name, value }) => [name, value.text, value.note]);
    assert.deepEqual(
      [
        shown.get('BackupSizeInBytes'),
        shown.get('BytesTransferred')?.text,
        shown.get('CreationDate'),
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
        {
          text: localTimeText(new Date(Date.UTC(2026, 10, 24, 5)), 'en-US'),
          utc: '2026-11-24 05:00:00 UTC',
        },
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

  it('shows each time of the timeline once, with UTC, and names those that are not to scale', () => {
    const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 5, minutes));
    const job = { State: 'FAILED', CreationDate: at(0), InitiationDate: at(1), CompletionDate: at(13) };
    const viewModel = jobViewModel({ ...job, StartBy: at(480) }, undefined, context).timeline;
    assert.deepEqual(
      [
        viewModel?.marks.map(({ time, title }) => [title, time.utc, time.text.includes('UTC)')]),
        viewModel?.breakNote,
        jobViewModel(job, undefined, context).timeline?.breakNote,
      ],
      [
        [
          ['Created', '2026-11-24 05:00:00 UTC', false],
          ['Started', '2026-11-24 05:01:00 UTC', false],
          ['Ended', '2026-11-24 05:13:00 UTC', false],
          ['Start by', '2026-11-24 13:00:00 UTC', false],
        ],
        'Not to scale: Start by',
        undefined,
      ],
    );
  });

  it('has no age if the time is not valid', () => {
    const { head } = jobViewModel({ CreationDate: new Date(Number.NaN), ResourceType: 'EBS' }, 'eu', context);
    assert.deepEqual(
      head.facts.map(({ text }) => text),
      ['EBS', 'eu'],
    );
  });

  it('has a deletion date only if the job has left a recovery point, or still may', () => {
    const noteOf = (state: string, arn?: string) =>
      fieldValue(
        {
          CreationDate: new Date(2026, 10, 24),
          RecoveryPointArn: arn,
          RecoveryPointLifecycle: { DeleteAfterDays: 35 },
          State: state,
        },
        'RecoveryPointLifecycle',
        context,
      )?.members?.[0]?.value.note;
    const date = 'about Dec 29, 2026';
    assert.deepEqual(
      [
        ...['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL', 'RUNNING', 'COMPLETED'].map((state) => noteOf(state)),
        noteOf('PARTIAL', 'arn:aws:ec2:us-east-1::snapshot/snap-1'),
      ],
      [undefined, undefined, undefined, undefined, date, date, date],
    );
  });

  it('shows the size as "n/a" for a resource type without reported sizes, for absent and for 0', () => {
    for (const job of [
      { ResourceType: 'RDS', BackupSizeInBytes: 0 },
      { ResourceType: 'Aurora' },
    ] as DescribedBackupJob[]) {
      const size = fieldsOf(job).find(({ path }) => path === 'BackupSizeInBytes');
      assert.equal(size?.value?.text, 'n/a');
    }
  });

  it('explains known status messages, marks unknown ones, and has no status for a success', () => {
    const statusOf = (job: DescribedBackupJob) => jobViewModel(job, undefined, context).status;
    assert.equal(statusOf({ State: 'COMPLETED', MessageCategory: 'Success' }), undefined);
    assert.equal(statusOf({}), undefined);
    const known = statusOf({
      State: 'FAILED',
      StatusMessage: 'Table not found.',
      MessageCategory: 'INVALIDPARAMETERS',
    });
    assert.match(known?.suggestedFix ?? '', /resource assignment/);
    assert.match(known?.category?.meaning ?? '', /parameter of the job/);
    const unknown = statusOf({ State: 'FAILED', StatusMessage: 'Zork', MessageCategory: 'ZORK' });
    assert.equal(unknown?.suggestedFix, undefined);
    assert.match(unknown?.meaning ?? '', /^There is no advice for this message/);
    assert.match(unknown?.category?.meaning ?? '', /no meaning/);
    assert.equal(
      statusOf({ State: 'FAILED', MessageCategory: 'AccessDenied' })?.meaning,
      'The job has no status message.',
    );
  });

  it('copies the exact values of AWS, and no inherited properties', () => {
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

  it('copies the same values from a packed job as from a plain one', () => {
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
  for (const shown of textsIn(jobViewModel(job, 'us-east-1', context)))
    assert.doesNotMatch(shown.replaceAll(/[\t\n\u200d]/g, ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
}

function fieldsOf(job: DescribedBackupJob): FieldViewModel[] {
  return jobViewModel(job, 'us-east-1', context).sections.flatMap(({ fields }) => fields);
}

/** All texts that are shown. A path is never shown. */
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
