import assert from 'node:assert/strict';
import fc from 'fast-check';
import { timeline, transferRate } from '../../../src/details/timeline.js';
import { arnParts } from '../../../src/jobs/arn.js';
import { type BackupJob, backupJobFields } from '../../../src/jobs/backupJob.js';
import { concernWords } from '../../../src/jobs/concernWords.js';
import { arnLink, consoleLink, vaultLink } from '../../../src/jobs/consoleLink.js';
import { backupJobStates } from '../../../src/jobs/jobStates.js';
import { generalWords } from '../../../src/jobs/knownMessages.js';
import { jobDays, lastGoodBackup, latestStreak, relatedJobQueries } from '../../../src/jobs/relatedJobs.js';
import { categoryMeaning, stateMeaning, statusAdvice } from '../../../src/jobs/statusAdvice.js';
import { endingsWithMessage } from '../../../src/sample/statusMessages.js';
import { hostileTexts } from '../../hostile.js';

const now = new Date(2026, 10, 24, 7);
const at = (hours: number, minutes = 0) => new Date(2026, 10, 24, hours, minutes);
const daysAgo = (days: number) => new Date(2026, 10, 24 - days, 1);

describe('An ARN', () => {
  it('is split into its parts, whatever the form of its resource', () => {
    assert.deepEqual(
      [
        'arn:aws:ec2:us-east-1:111122223333:volume/vol-0a1b',
        'arn:aws:s3:::bucket-1',
        'arn:aws-cn:dynamodb:cn-north-1:111122223333:table/orders/backup/01',
        'arn:aws:rds:eu-west-1:111122223333:db:orders',
        'arn:aws:backup:us-east-1:111122223333:recovery-point:A-B',
        'vol-0a1b',
        'arn:aws:ec2',
        '',
      ].map(arnParts),
      [
        {
          partition: 'aws',
          service: 'ec2',
          region: 'us-east-1',
          accountId: '111122223333',
          resourceType: 'volume',
          resource: 'vol-0a1b',
        },
        { partition: 'aws', service: 's3', resource: 'bucket-1' },
        {
          partition: 'aws-cn',
          service: 'dynamodb',
          region: 'cn-north-1',
          accountId: '111122223333',
          resourceType: 'table',
          resource: 'orders/backup/01',
        },
        {
          partition: 'aws',
          service: 'rds',
          region: 'eu-west-1',
          accountId: '111122223333',
          resourceType: 'db',
          resource: 'orders',
        },
        {
          partition: 'aws',
          service: 'backup',
          region: 'us-east-1',
          accountId: '111122223333',
          resourceType: 'recovery-point',
          resource: 'A-B',
        },
        undefined,
        undefined,
        undefined,
      ],
    );
  });
});

describe('The console link of a job', () => {
  it('has the address of its partition', () => {
    assert.deepEqual(
      [
        'us-east-1',
        'cn-north-1',
        'us-gov-west-1',
        'eusc-de-east-1',
        'us-iso-east-1',
        'eu-isoe-west-1',
        'a.b/c',
      ].map((region) => consoleLink(region, 'A1')),
      [
        'https://us-east-1.console.aws.amazon.com/backup/home?region=us-east-1#/jobs/backup/A1',
        'https://cn-north-1.console.amazonaws.cn/backup/home?region=cn-north-1#/jobs/backup/A1',
        'https://us-gov-west-1.console.amazonaws-us-gov.com/backup/home?region=us-gov-west-1#/jobs/backup/A1',
        'https://eusc-de-east-1.console.amazonaws-eusc.eu/backup/home?region=eusc-de-east-1#/jobs/backup/A1',
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  it('keeps its host and path, whatever the ID contains', () => {
    for (const text of ['a/../../x?y#z', hostileTexts.markup, hostileTexts.bidi]) {
      const link = new URL(consoleLink('us-east-1', text) ?? '');
      assert.equal(link.host, 'us-east-1.console.aws.amazon.com');
      assert.equal(link.hash, `#/jobs/backup/${encodeURIComponent(text)}`);
    }
  });
});

describe('The console link of a role, a key or a vault', () => {
  it('has the address of its partition, and for a key the region of the key', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    assert.deepEqual(
      [
        arnLink('eu-central-1', 'arn:aws:iam::111122223333:role/service-role/Backup'),
        arnLink('cn-north-1', 'arn:aws-cn:iam::111122223333:role/Backup'),
        arnLink('eu-central-1', key),
        arnLink('cn-north-1', key),
        arnLink('us-iso-east-1', key.replace('us-east-1', 'us-iso-east-1')),
        arnLink('us-iso-east-1', 'arn:aws-iso:iam::111122223333:role/Backup'),
        arnLink('us-east-1', 'arn:aws:s3:::bucket'),
        arnLink('us-east-1', 'Backup'),
        vaultLink('eu-central-1', 'prod'),
        vaultLink('us-iso-east-1', 'prod'),
      ],
      [
        'https://console.aws.amazon.com/iam/home?region=eu-central-1#/roles/details/Backup',
        'https://console.amazonaws.cn/iam/home?region=cn-north-1#/roles/details/Backup',
        `https://us-east-1.console.aws.amazon.com/kms/home?region=us-east-1#/kms/keys/${key.split('/')[1]}`,
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        'https://eu-central-1.console.aws.amazon.com/backup/home?region=eu-central-1#/backupvaults/details/prod',
        undefined,
      ],
    );
  });

  it('is absent for an ARN of another partition than the connection', () => {
    const role = (partition: string) => `arn:${partition}:iam::111122223333:role/Backup`;
    const key = (partition: string, region: string) => `arn:${partition}:kms:${region}:111122223333:key/k`;
    assert.deepEqual(
      [
        arnLink('us-gov-west-1', role('aws')),
        arnLink('us-east-1', role('aws-cn')),
        arnLink('us-east-1', role('aws-us-gov')),
        arnLink('us-east-1', key('aws-cn', 'us-east-1')),
        arnLink('us-east-1', key('aws', 'cn-north-1')),
        arnLink('us-gov-west-1', role('aws-us-gov')),
        arnLink('eusc-de-east-1', key('aws-eusc', 'eusc-de-east-1')),
      ],
      [
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        'https://console.amazonaws-us-gov.com/iam/home?region=us-gov-west-1#/roles/details/Backup',
        'https://eusc-de-east-1.console.amazonaws-eusc.eu/kms/home?region=eusc-de-east-1#/kms/keys/k',
      ],
    );
  });

  it('keeps its host and path, whatever the ARN or the name contains', () => {
    for (const text of ['a?y#z', 'x@evil.test/', hostileTexts.markup, hostileTexts.bidi]) {
      const links = [
        arnLink('us-east-1', `arn:aws:iam::111122223333:role/${text}`),
        arnLink('us-east-1', `arn:aws:kms:us-east-1:111122223333:key/${text}`),
        arnLink('us-east-1', `arn:aws:kms:${text}:111122223333:key/k`),
        vaultLink('us-east-1', text),
      ].flatMap((link) => (link === undefined ? [] : [new URL(link)]));
      assert.deepEqual(
        links.map(({ hostname, pathname }) => `${hostname}${pathname}`),
        [
          'console.aws.amazon.com/iam/home',
          'us-east-1.console.aws.amazon.com/kms/home',
          'us-east-1.console.aws.amazon.com/backup/home',
        ],
      );
    }
  });
});

describe('The timeline of a job', () => {
  it('is to scale, and shows delays', () => {
    const line = timeline(
      {
        State: 'COMPLETED',
        CreationDate: at(1),
        StartBy: at(2),
        InitiationDate: at(3),
        ExpectedCompletionDate: at(4),
        CompletionDate: at(5),
      },
      now,
    );
    assert.deepEqual(
      line?.marks.map(({ at: place, field, lateBy, sinceCreation }) => [field, place, lateBy, sinceCreation]),
      [
        ['CreationDate', 0, undefined, 0],
        ['StartBy', 0.25, undefined, 3_600_000],
        ['InitiationDate', 0.5, 3_600_000, 7_200_000],
        ['ExpectedCompletionDate', 0.75, undefined, 10_800_000],
        ['CompletionDate', 1, 3_600_000, 14_400_000],
      ],
    );
    assert.deepEqual(line?.spans, [
      { kind: 'waiting', from: 0, to: 0.5, milliseconds: 7_200_000 },
      { kind: 'running', from: 0.5, to: 1, milliseconds: 7_200_000 },
    ]);
  });

  it('continues to now while the job runs, and ends with the job', () => {
    const marks = (job: BackupJob) => timeline(job, now)?.marks.map(({ field, lateBy }) => [field, lateBy]);
    assert.deepEqual(
      [
        marks({
          State: 'RUNNING',
          CreationDate: at(1),
          InitiationDate: at(2),
          ExpectedCompletionDate: at(6),
        }),
        marks({ State: 'CREATED', CreationDate: at(1), StartBy: at(6, 30) }),
        marks({ State: 'FAILED', CreationDate: at(1) }),
        marks({ State: 'FAILED', CreationDate: new Date(Number.NaN), CompletionDate: at(1) }),
        marks({}),
      ],
      [
        [
          ['CreationDate', undefined],
          ['InitiationDate', undefined],
          ['ExpectedCompletionDate', undefined],
          ['now', 3_600_000],
        ],
        [
          ['CreationDate', undefined],
          ['StartBy', undefined],
          ['now', 1_800_000],
        ],
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  it('shows a run large, however long its start window is, and breaks the line before what is far', () => {
    const placesOf = (job: BackupJob) => {
      const line = timeline(job, now);
      return {
        breaks: line?.breaks.map((place) => Number(place.toFixed(2))),
        marks: line?.marks.map(({ at: place, field, isBeyond }) => [
          field,
          Number(place.toFixed(2)),
          ...(isBeyond ? ['beyond'] : []),
        ]),
      };
    };
    const run = { CreationDate: at(1), StartBy: at(9), ExpectedCompletionDate: at(20) };
    assert.deepEqual(
      [
        placesOf({ ...run, State: 'COMPLETED', InitiationDate: at(1, 2), CompletionDate: at(1, 14) }),
        placesOf({ ...run, State: 'FAILED', InitiationDate: at(5), CompletionDate: at(5, 12) }),
        placesOf({ ...run, State: 'RUNNING', InitiationDate: at(6, 40) }),
        placesOf({ ...run, State: 'FAILED', CompletionDate: at(1, 1) }),
      ],
      [
        {
          breaks: [0.82],
          marks: [
            ['CreationDate', 0],
            ['InitiationDate', 0.11],
            ['CompletionDate', 0.76],
            ['StartBy', 0.88, 'beyond'],
            ['ExpectedCompletionDate', 1, 'beyond'],
          ],
        },
        {
          breaks: [0.06, 0.82],
          marks: [
            ['CreationDate', 0, 'beyond'],
            ['InitiationDate', 0.12],
            ['CompletionDate', 0.76],
            ['StartBy', 0.88, 'beyond'],
            ['ExpectedCompletionDate', 1, 'beyond'],
          ],
        },
        {
          breaks: [0.06, 0.82],
          marks: [
            ['CreationDate', 0, 'beyond'],
            ['InitiationDate', 0.12],
            ['now', 0.76],
            ['StartBy', 0.88, 'beyond'],
            ['ExpectedCompletionDate', 1, 'beyond'],
          ],
        },
        {
          breaks: [0.82],
          marks: [
            ['CreationDate', 0],
            ['CompletionDate', 0.76],
            ['StartBy', 0.88, 'beyond'],
            ['ExpectedCompletionDate', 1, 'beyond'],
          ],
        },
      ],
    );
  });

  it('shows the start window to scale if the job has not started, or expired', () => {
    const job = { CreationDate: at(1), StartBy: at(9), ExpectedCompletionDate: new Date(2026, 11, 1) };
    const placesOf = (one: BackupJob) => {
      const line = timeline(one, now);
      return [line?.breaks, line?.marks.map(({ at: place }) => place)];
    };
    assert.deepEqual(
      [placesOf({ ...job, State: 'CREATED' }), placesOf({ ...job, State: 'EXPIRED', CompletionDate: at(9) })],
      [
        [[0.94], [0, 0.88 * 0.75, 0.88, 1]],
        [[0.94], [0, 0.88, 0.88, 1]],
      ],
    );
  });

  it('shows all times to scale if no period is known or long enough', () => {
    for (const job of [
      { State: 'FAILED', CreationDate: at(1), StartBy: at(9) },
      { State: 'FAILED', InitiationDate: at(1), CompletionDate: at(1), StartBy: at(9) },
      { State: 'FAILED', InitiationDate: at(9), CompletionDate: at(1) },
    ] as BackupJob[]) {
      const line = timeline(job, now);
      assert.deepEqual([line?.breaks, line?.marks[0]?.at, line?.marks.at(-1)?.at], [[], 0, 1]);
    }
  });

  it('shows no wait for an unknown time', () => {
    const line = timeline({ State: 'FAILED', CreationDate: at(1), CompletionDate: at(2) }, now);
    assert.deepEqual(line?.spans, [{ kind: 'whole', from: 0, to: 1, milliseconds: 3_600_000 }]);
  });

  it('law: every place is on the line and in the order of its time', () => {
    const time = fc.option(fc.date(), { nil: undefined });
    const job = fc.record({
      State: fc.constantFrom('RUNNING', 'COMPLETED', 'EXPIRED', 'NEW'),
      CreationDate: time,
      InitiationDate: time,
      StartBy: time,
      ExpectedCompletionDate: time,
      CompletionDate: time,
    });
    fc.assert(
      fc.property(job, (one) => {
        const line = timeline(one, now);
        if (line === undefined) return;
        const places = line.marks.map(({ at: place }) => place);
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
        );
        assert.equal(
          line.breaks.length > 0,
          line.marks.some(({ isBeyond }) => isBeyond),
        );
        for (const place of [...places, ...line.breaks, ...line.spans.flatMap(({ from, to }) => [from, to])])
          assert.ok(place >= 0 && place <= 1);
        for (const { from, to, milliseconds } of line.spans) assert.ok(from <= to && milliseconds >= 0);
      }),
    );
  });

  it('shows a rate if the start, the end and the bytes are known', () => {
    const job = {
      State: 'COMPLETED',
      InitiationDate: at(1),
      CompletionDate: at(1, 10),
      BytesTransferred: 6_000_000,
    };
    assert.deepEqual(
      [
        job,
        { ...job, BytesTransferred: 0 },
        { ...job, InitiationDate: undefined },
        { ...job, CompletionDate: at(0) },
        { ...job, State: 'RUNNING', CompletionDate: undefined },
      ].map((one) => transferRate(one)),
      [10_000, undefined, undefined, undefined, undefined],
    );
  });

  it('ends at the completion time, even if the state is unknown or missing', () => {
    const ended: BackupJob = { CreationDate: at(0), InitiationDate: at(1), CompletionDate: at(2) };
    for (const job of [ended, { ...ended, State: 'ARCHIVED' }])
      assert.deepEqual(
        timeline(job, now)?.marks.map(({ field }) => field),
        ['CreationDate', 'InitiationDate', 'CompletionDate'],
      );
    const { CompletionDate: _, ...open } = ended;
    assert.equal(timeline({ ...open, State: 'ARCHIVED' }, now)?.marks.at(-1)?.field, 'now');
  });
});

describe('The related jobs of a job', () => {
  const good = (days: number): BackupJob => ({
    BackupJobId: `good-${days}`,
    State: 'COMPLETED',
    CreationDate: daysAgo(days),
  });
  const bad = (days: number): BackupJob => ({
    BackupJobId: `bad-${days}`,
    State: 'FAILED',
    CreationDate: daysAgo(days),
  });

  it('are requested by its parent, its own ID and its resource', () => {
    assert.deepEqual(relatedJobQueries({}), {});
    assert.deepEqual(
      relatedJobQueries({
        AccountId: '111122223333',
        BackupJobId: 'a',
        IsParent: true,
        ParentJobId: 'p',
        ResourceArn: 'r',
      }),
      {
        siblings: { accountId: '111122223333', parentJobId: 'p' },
        children: { accountId: '111122223333', parentJobId: 'a' },
        resource: { accountId: '111122223333', resourceArn: 'r' },
      },
    );
  });

  it('include the last good backup, which is not one with issues', () => {
    const issues = { ...good(1), BackupJobId: 'issues', MessageCategory: 'VSS' };
    assert.equal(lastGoodBackup([bad(0), issues, good(5), good(3)])?.BackupJobId, 'good-3');
    assert.equal(lastGoodBackup([bad(0), issues]), undefined);
  });

  it('show since when every backup has failed', () => {
    const running: BackupJob = { BackupJobId: 'r', State: 'RUNNING', CreationDate: daysAgo(0) };
    assert.deepEqual(latestStreak([running, bad(1), bad(3), good(4), bad(2), bad(9)]), {
      isGood: false,
      length: 3,
      nights: 3,
      since: daysAgo(3),
    });
    assert.deepEqual(latestStreak([good(1), good(1), bad(2)]), {
      isGood: true,
      length: 1,
      nights: 1,
      since: daysAgo(1),
    });
    assert.equal(latestStreak([running]), undefined);
    const undated: BackupJob = { BackupJobId: 'undated', State: 'FAILED' };
    assert.deepEqual(
      latestStreak([bad(1), bad(3), undated]),
      { isGood: false, length: 3, nights: 2, since: daysAgo(3) },
      'a job without a creation time hides no failure',
    );
  });

  it('cover the days of the last month, and older days with jobs', () => {
    const days = jobDays([bad(1), good(1), good(0), good(40), { State: 'FAILED' }], now);
    assert.equal(days.length, 31);
    assert.deepEqual(
      days.flatMap(({ jobs }, place) => jobs.map(({ BackupJobId }) => [place, BackupJobId])),
      [
        [0, 'good-40'],
        [29, 'bad-1'],
        [29, 'good-1'],
        [30, 'good-0'],
      ],
    );
  });
});

/** The name of a field that has a capital within, so it is no word of a sentence. */
const fieldName = new RegExp(`\\b(${backupJobFields.filter((name) => /.[A-Z]/.test(name)).join('|')})\\b`);

describe('The advice for a status message', () => {
  it('exists for every message that AWS’s pages and users quote', () => {
    const unknown = endingsWithMessage.filter(
      ({ message }) => message && statusAdvice({ StatusMessage: message }) === undefined,
    );
    assert.deepEqual(unknown, []);
  });

  it('names the role, the vault and the key where the job does, and no field of the API', () => {
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd';
    const job: BackupJob = {
      BackupVaultName: 'prod',
      EncryptionKeyArn: `${key}-of-the-vault`,
      IamRoleArn: 'arn:aws:iam::111122223333:role/service-role/BackupRole',
      StartBy: daysAgo(1),
    };
    const denied = { ...job, StatusMessage: `Access Denied to ${key}.` };
    const fixOf = (one: BackupJob) =>
      statusAdvice(
        one,
        concernWords(one, (name) => `<${name}>`),
      )?.suggestedFix.split('policies of ')[1];
    assert.deepEqual(
      [denied, { ...job, StatusMessage: 'Access Denied' }, { StatusMessage: 'Access Denied' }].map(fixOf),
      [
        'the role <BackupRole>, the vault <prod>, the KMS key <1234abcd> and the organization (SCP).',
        'the role <BackupRole>, the vault <prod>, the KMS key and the organization (SCP).',
        'the job’s IAM role, the vault, the KMS key and the organization (SCP).',
      ],
    );
    for (const { message } of endingsWithMessage)
      for (const words of [generalWords(), concernWords(job, (name) => name)]) {
        const { meaning = '', suggestedFix = '' } = statusAdvice({ StatusMessage: message }, words) ?? {};
        const text = `${meaning} ${suggestedFix}`;
        assert.doesNotMatch(text, fieldName);
        if (words.role === 'the role BackupRole') assert.doesNotMatch(text, /the job’s (IAM )?role/);
      }
    for (const State of backupJobStates)
      for (const time of [undefined, 'Nov 24'])
        assert.doesNotMatch(stateMeaning({ ...job, State }, time) ?? '', fieldName);
  });

  it('does not exist for unknown messages', () => {
    for (const message of ['', 'All is well', 'The moon is full', hostileTexts.markup, hostileTexts.long])
      assert.equal(statusAdvice({ StatusMessage: message }), undefined, message.slice(0, 40));
    assert.equal(categoryMeaning('FULL_MOON'), undefined);
    assert.equal(stateMeaning({ State: 'FROZEN' }), undefined);
  });

  it('concerns what the message is about: a key, a copy to another vault, or a missing resource', () => {
    const suggestedFix = (message: string) => statusAdvice({ StatusMessage: message })?.suggestedFix ?? '';
    assert.match(
      suggestedFix('KMS key is either disabled or pending deletion or access to KMS key is denied'),
      /key policy/,
    );
    assert.match(suggestedFix('Access Denied trying to call AWS Backup service'), /CopyIntoBackupVault/);
    assert.match(suggestedFix('The specified volume was not found.'), /resource assignment/);
    assert.equal(categoryMeaning('accessdenied'), categoryMeaning('AccessDenied'));
  });
});
