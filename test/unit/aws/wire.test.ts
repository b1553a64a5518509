import assert from 'node:assert/strict';
import { openSampleConnection } from '../../../src/aws/connectionSource.js';
import type { RequestLogEntry } from '../../../src/aws/requestLog.js';
import {
  type BackupJob,
  backupJobFields,
  type DescribedBackupJob,
  fieldsOf,
  newerFields,
} from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { isOldRead } from '../../../src/jobs/oldRead.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { sdkRequestHandler } from '../../../src/sample/sdkRequestHandler.js';
import { accountOf } from '../../service/givenAccount.js';
import { ask, failureIn, open } from './asking.js';
import { markedKeys } from './awsHome.js';
import { inStubbedHome } from './stubbedHome.js';
import { awsError, json, type StubAnswer } from './stubService.js';

const { signal } = new AbortController();
const date = (second: number) => new Date(1_795_000_000_000 + second * 1000 + 87);

/** A job with every field. */
const fullJob: Required<BackupJob> = {
  AccountId: '111122223333',
  BackupJobId: 'A/1 ü?#',
  BackupOptions: { WindowsVSS: 'enabled', ['__proto__']: 'own' },
  BackupSizeInBytes: 9_007_199_254_740_993_123n,
  BackupType: 'SNAPSHOT',
  BackupVaultArn: 'arn:aws:backup:us-east-1:111122223333:backup-vault:prod',
  BackupVaultName: 'prod',
  BytesTransferred: 2 ** 53 - 1,
  CompletionDate: date(1),
  CreatedBy: {
    BackupPlanArn: 'arn:plan',
    BackupPlanId: 'plan',
    BackupPlanName: 'Plan “1”',
    BackupPlanVersion: 'v',
    BackupRuleCron: 'cron(0 5 ? * * *)',
    BackupRuleId: 'rule',
    BackupRuleName: 'Rule',
    BackupRuleTimezone: 'Europe/Berlin',
  },
  CreationDate: date(2),
  EncryptionKeyArn: 'arn:key',
  ExpectedCompletionDate: date(3),
  IamRoleArn: 'arn:role',
  InitiationDate: date(4),
  IsEncrypted: true,
  IsParent: false,
  MessageCategory: 'SUCCESS',
  ParentJobId: 'parent',
  PercentDone: '99.5',
  RecoveryPointArn: 'arn:point',
  RecoveryPointLifecycle: {
    DeleteAfterDays: 35,
    DeleteAfterEvent: 'DELETE_AFTER_COPY',
    MoveToColdStorageAfterDays: 7,
    OptInToArchiveForSupportedResources: true,
  },
  ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
  ResourceName: '\u{1f4be}\u202e name',
  ResourceType: 'EBS',
  StartBy: date(5),
  State: 'FROZEN',
  StatusMessage: 'It said: "BackupSizeInBytes": 12345678901234567890, and "x\\": 12345678901234567890}',
  VaultLockState: 'LOCKED',
  VaultType: 'BACKUP_VAULT',
};

describe('Requests and responses on the wire', () => {
  const here = inStubbedHome();

  it('have every parameter of ListBackupJobs unchanged', async () => {
    const { source } = await open();
    const special = 'a b+c&d=e/f?g#h%20ü“\u{1f4be}*\\\'"~!()';
    await source.listBackupJobs(
      {
        accountId: '*',
        backupVaultName: `aws/efs/${special}`,
        completeAfter: new Date('2026-11-23T00:00:00.001Z'),
        completeBefore: new Date('2026-11-24T00:00:00Z'),
        createdAfter: new Date(0),
        createdBefore: new Date('2026-11-24T23:59:59.999Z'),
        messageCategory: 'AccessDenied',
        parentJobId: special,
        resourceArn: 'arn:aws:rds:us-east-1:111122223333:db:orders-db',
        resourceType: 'SAP HANA on Amazon EC2',
        state: 'PARTIAL',
      },
      { maxResults: 1000, nextToken: `${special}==`, signal },
    );
    const { method, target } = here.stub.requests[0] ?? { method: '', target: '' };
    const url = new URL(target, here.stub.url);
    assert.deepEqual([method, url.pathname], ['GET', '/backup-jobs']);
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      accountId: '*',
      backupVaultName: `aws/efs/${special}`,
      completeAfter: '2026-11-23T00:00:00.001Z',
      completeBefore: '2026-11-24T00:00:00Z',
      createdAfter: '1970-01-01T00:00:00Z',
      createdBefore: '2026-11-24T23:59:59.999Z',
      maxResults: '1000',
      messageCategory: 'AccessDenied',
      nextToken: `${special}==`,
      parentJobId: special,
      resourceArn: 'arn:aws:rds:us-east-1:111122223333:db:orders-db',
      resourceType: 'SAP HANA on Amazon EC2',
      state: 'PARTIAL',
    });
    source.dispose();
  });

  it('omit parameters that are empty or undefined', async () => {
    const { source } = await open();
    await source.listBackupJobs({ state: '', accountId: '' }, { nextToken: '', signal });
    assert.equal(here.stub.requests[0]?.target, '/backup-jobs');
    source.dispose();
  });

  it('have the ID of a job with any characters', async () => {
    here.stub.answerWith(json({ BackupJobId: 'x' }));
    const { source } = await open();
    await source.describeBackupJob('A/1 ü?#', signal);
    assert.equal(here.stub.requests[0]?.target, '/backup-jobs/A%2F1%20%C3%BC%3F%23');
    source.dispose();
  });

  it('have every field of a job, to the last digit, character and millisecond', async () => {
    assert.deepEqual(Object.keys(fullJob).sort(), [...backupJobFields]);
    const service = createSampleService({ account: accountOf([fullJob, {}]), now: () => date(9).getTime() });
    const {
      regions: [{ source }],
    } = openSampleConnection({
      region: 'us-east-1',
      requestHandler: sdkRequestHandler(service),
      log: () => {},
    });
    const { jobs } = await source.listBackupJobs({}, { signal });
    assert.deepEqual(jobs.map(fieldsOf), [fullJob, {}]);
    const described: DescribedBackupJob = await source.describeBackupJob(fullJob.BackupJobId ?? '', signal);
    assert.deepEqual(Object.fromEntries(backupJobFields.map((name) => [name, described[name]])), fullJob);
    source.dispose();
  });

  it('have the fields that only DescribeBackupJob returns', async () => {
    here.stub.answerWith(
      json('{"NumberOfChildJobs":3,"ChildJobsInState":{"FAILED":12345678901234567890,"FROZEN":2}}'),
    );
    const { source } = await open();
    assert.deepEqual(await source.describeBackupJob('x', signal), {
      NumberOfChildJobs: 3,
      ChildJobsInState: { FAILED: 12_345_678_901_234_567_890n, FROZEN: 2 },
    });
    for (const body of ['{}', '[]', 'null', '{"message":"x"}', '']) {
      here.stub.answerWith(json(body));
      const failure = await failureIn(source.describeBackupJob('x', signal));
      assert.equal(failure.kind, 'unreadableAnswer', body);
    }
    source.dispose();
  });

  it('have the names of all vaults, page by page', async () => {
    const page = (name: string, token?: string) =>
      json({ BackupVaultList: [{ BackupVaultName: name }, {}], NextToken: token });
    here.stub.answerWith(page('prod', 'a'), page('aws/efs/automatic-backup-vault', 'a b'), page('prod'));
    const { source } = await open();
    assert.deepEqual(await source.listBackupVaultNames(signal), ['prod', 'aws/efs/automatic-backup-vault']);
    assert.deepEqual(
      here.stub.requests.map(({ target }) => target),
      [
        '/backup-vaults?maxResults=1000',
        '/backup-vaults?maxResults=1000&nextToken=a',
        '/backup-vaults?maxResults=1000&nextToken=a%20b',
      ],
    );
    source.dispose();
  });

  it('fail if the pages of vault names never end', async () => {
    let pages = 0;
    const endless =
      (nameOf: (page: number) => string): StubAnswer =>
      (outgoing, incoming) => {
        pages++;
        const vaults = { BackupVaultList: [{ BackupVaultName: nameOf(pages) }], NextToken: `${pages}` };
        json(vaults)(outgoing, incoming);
      };
    const repeating = json({ BackupVaultList: [{ BackupVaultName: 'prod' }], NextToken: 'a' });
    const outcomes: unknown[] = [];
    for (const answered of [endless(() => 'prod'), endless((page) => `vault-${page}`), repeating]) {
      here.stub.answerWith(answered);
      const before = here.stub.requests.length;
      const { source } = await open();
      const { kind } = await failureIn(source.listBackupVaultNames(signal));
      outcomes.push([kind, here.stub.requests.length - before]);
      source.dispose();
    }
    assert.deepEqual(outcomes, [
      ['service', 21],
      ['service', 200],
      ['repeatedToken', 2],
    ]);
  });

  it('are not repeated for vaults right after a failure', async () => {
    here.stub.answerWith(awsError('AccessDeniedException', 403, ''), json({ BackupVaultList: [] }));
    const { source } = await open();
    for (let attempt = 0; attempt < 3; attempt++)
      assert.equal((await failureIn(source.listBackupVaultNames(signal))).kind, 'accessDenied');
    assert.equal(here.stub.requests.length, 1);
    source.dispose();
  });

  it('may have no jobs, and an empty token counts as none', async () => {
    here.stub.answerWith(json('{"BackupJobs":[],"NextToken":""}'));
    assert.deepEqual(await ask(), { jobs: [] });
    for (const body of ['{"BackupJobs":[],"NextToken":"more"}', '{"NextToken":"more"}']) {
      here.stub.answerWith(json(body));
      assert.deepEqual(await ask(), { jobs: [], nextToken: 'more' });
    }
  });

  it('are dated by the clock of the service if that of the machine is wrong by minutes', async () => {
    const cases = [-3 * 3_600_000, -60_000, 0, 3 * 3_600_000];
    const shown: number[] = [];
    for (const aheadMs of cases) {
      here.stub.answerWith((outgoing, incoming) => {
        outgoing.setHeader('date', new Date(Date.now() + aheadMs).toUTCString());
        json({ BackupJobs: [] })(outgoing, incoming);
      });
      const { source } = await open();
      const pool = new JobPool({ source });
      await pool.list(selectionOf({})).loadMore();
      const { readAt } = pool;
      assert.equal(isOldRead(readAt), false);
      const asOf = readAt?.date.getTime() ?? Number.NaN;
      // The header has whole seconds.
      shown.push(Math.round((asOf - Date.now()) / 60_000) || 0);
      pool.dispose();
      source.dispose();
    }
    assert.deepEqual(shown, [-180, 0, 0, 180]);
  });

  it('may be malformed: earlier pages stay, and reading continues from there', async () => {
    const page = (number: number) => ({
      BackupJobs: Array.from({ length: 300 }, (_, job) => ({ BackupJobId: `${number}-${job}` })),
      ...(number < 4 && { NextToken: `${number + 1}` }),
    });
    const malformed = [{}, { BackupJobs: null }, { ...page(2), NextToken: {} }, { ...page(2), NextToken: 3 }];
    for (const broken of malformed) {
      here.stub.answerWith(...[page(1), broken, page(2), page(3), page(4)].map((body) => json(body)));
      const { source } = await open();
      const pool = new JobPool({ source });
      const list = pool.list(selectionOf({}));
      await list.loadMore();
      await list.loadMore();
      const { state } = list;
      assert.deepEqual(
        [list.jobs().length, list.isComplete, state.name === 'failed' && state.failure.kind],
        [300, false, 'unreadableAnswer'],
        JSON.stringify(broken),
      );
      while (!list.isComplete) await list.loadMore();
      assert.equal(list.jobs().length, 1200);
      pool.dispose();
      source.dispose();
    }
  });

  it('may have invalid fields, which are removed from the job', async () => {
    const odd = {
      BackupJobId: 'odd',
      AccountId: 111122223333,
      BackupOptions: 'none',
      BackupSizeInBytes: 'a lot',
      BytesTransferred: {},
      CompletionDate: 'yesterday',
      CreatedBy: ['plan'],
      CreationDate: 1e300,
      InitiationDate: '2026-11-24T00:00:00Z',
      IsParent: 'true',
      PercentDone: 12.5,
      RecoveryPointLifecycle: { DeleteAfterDays: true, MoveToColdStorageAfterDays: '7' },
      StartBy: true,
      State: { COMPLETED: true },
      StatusMessage: null,
    };
    here.stub.answerWith(json({ BackupJobs: [odd, null, 7, 'job', [], { BackupJobId: 'next' }] }));
    const { jobs } = await ask();
    const kept = {
      BackupJobId: 'odd',
      AccountId: '111122223333',
      InitiationDate: new Date('2026-11-24T00:00:00Z'),
      PercentDone: '12.5',
      RecoveryPointLifecycle: { MoveToColdStorageAfterDays: 7 },
    };
    assert.deepEqual(jobs, [kept, { BackupJobId: 'next' }]);
  });

  it('may have fields of a newer API, which stay in the job and in its structures', async () => {
    const text =
      '{"BackupJobId":"new","Mood":{"Deep":[1,"two"]},"CreatedBy":{"BackupPlanId":"p","Team":"blue"},"__proto__":{"State":"FAILED"}}';
    const { source } = await open();
    const describe = (id: string) => source.describeBackupJob(id, signal);
    for (const answer of [`{"BackupJobs":[${text}]}`, text]) {
      here.stub.answerWith(json(answer));
      const isPage = answer !== text;
      const job = isPage ? (await ask()).jobs[0] : await describe('new');
      assert.ok(job);
      assert.equal(job.State, undefined, 'no field comes from the prototype');
      assert.deepEqual(newerFields(job), [
        ['Mood', { Deep: [1, 'two'] }],
        ['__proto__', { State: 'FAILED' }],
      ]);
      assert.equal(JSON.stringify(job.CreatedBy), '{"BackupPlanId":"p","Team":"blue"}');
    }
  });

  it('are logged with filter and outcome, but without secrets', async () => {
    const log: RequestLogEntry[] = [];
    const { source } = await open({ log });
    here.stub.answerWith(
      json({ BackupJobs: [{}, {}], NextToken: 'markedToken2' }),
      awsError(
        'InvalidSignatureException',
        403,
        `Credential=${markedKeys.AWS_ACCESS_KEY_ID}/x, Signature=markedSignature`,
      ),
      json({ BackupJobId: 'x' }),
    );
    const query = { state: 'FAILED', createdAfter: new Date(0) };
    await source.listBackupJobs(query, { maxResults: 500, signal });
    await failureIn(source.listBackupJobs({}, { nextToken: 'markedToken', signal }));
    await source.describeBackupJob('x', signal);
    source.dispose();
    assert.deepEqual(
      log.map(({ durationMs, failure, ...facts }) => ({
        ...facts,
        kind: failure?.kind,
        took: durationMs >= 0,
      })),
      [
        {
          operation: 'ListBackupJobs',
          filter: { createdAfter: '1970-01-01T00:00:00.000Z', state: 'FAILED', maxResults: 500 },
          isNextPage: false,
          count: 2,
          attempts: 1,
          requestId: 'request-1',
          kind: undefined,
          took: true,
        },
        {
          operation: 'ListBackupJobs',
          filter: {},
          isNextPage: true,
          attempts: 1,
          requestId: 'request-1',
          kind: 'credentials',
          took: true,
        },
        {
          operation: 'DescribeBackupJob',
          filter: { backupJobId: 'x' },
          isNextPage: false,
          count: 1,
          attempts: 1,
          requestId: 'request-1',
          kind: undefined,
          took: true,
        },
      ],
    );
    const sent = JSON.stringify(here.stub.requests);
    for (const word of [markedKeys.AWS_ACCESS_KEY_ID, markedKeys.AWS_SESSION_TOKEN, 'markedToken']) {
      assert.ok(sent.includes(word), `${word} was on the wire, so its absence from the log is meaningful`);
    }
    assert.doesNotMatch(JSON.stringify(log), /marked/i);
  });
});
