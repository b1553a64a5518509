import assert from 'node:assert/strict';
import {
  BackupClient,
  DescribeBackupJobCommand,
  InvalidParameterValueException,
  ListBackupJobsCommand,
  type ListBackupJobsCommandInput,
  ListBackupVaultsCommand,
  ResourceNotFoundException,
  ServiceUnavailableException,
} from '@aws-sdk/client-backup';
import { type BackupJob, backupJobFields } from '../../../src/jobs/backupJob.js';
import { createSampleRequestHandler } from '../../../src/sample/sampleConnection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { sdkRequestHandler } from '../../../src/sample/sdkRequestHandler.js';
import {
  accessDenied,
  badGateway,
  cutShort,
  hang,
  htmlPage,
  resetConnection,
  serviceUnavailable,
  throttling,
} from '../../service/faultKinds.js';
import { type FaultyService, withFaults } from '../../service/faults.js';
import { accountOf } from '../../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../../service/loopbackServer.js';

const date = (second: number) => new Date(1_795_000_000_000 + second * 1000 + 87);

/** A job with every field. */
const full: Required<BackupJob> = {
  AccountId: '111122223333',
  BackupJobId: 'A/1 ü',
  BackupOptions: { WindowsVSS: 'enabled' },
  BackupSizeInBytes: 8 * 2 ** 30,
  BackupType: 'SNAPSHOT',
  BackupVaultArn: 'arn:aws:backup:us-east-1:111122223333:backup-vault:aws/efs/automatic-backup-vault',
  BackupVaultName: 'aws/efs/automatic-backup-vault',
  BytesTransferred: 0,
  CompletionDate: date(1),
  CreatedBy: {
    BackupPlanArn: 'a',
    BackupPlanId: 'b',
    BackupPlanName: 'c',
    BackupPlanVersion: 'd',
    BackupRuleCron: 'e',
    BackupRuleId: 'f',
    BackupRuleName: 'g',
    BackupRuleTimezone: 'h',
  },
  CreationDate: date(2),
  EncryptionKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/k',
  ExpectedCompletionDate: date(3),
  IamRoleArn: 'arn:aws:iam::111122223333:role/r',
  InitiationDate: date(4),
  IsEncrypted: true,
  IsParent: false,
  MessageCategory: 'AccessDenied',
  ParentJobId: 'parent',
  PercentDone: '99.0',
  RecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
  RecoveryPointLifecycle: {
    DeleteAfterDays: 35,
    DeleteAfterEvent: 'DELETE_AFTER_COPY',
    MoveToColdStorageAfterDays: 1,
    OptInToArchiveForSupportedResources: true,
  },
  ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
  ResourceName: '<b>“web-1”</b>',
  ResourceType: 'SAP HANA on Amazon EC2',
  StartBy: date(5),
  State: 'FROZEN',
  StatusMessage: 'ß & 日本語 \u202e',
  VaultLockState: 'LOCKED',
  VaultType: 'BACKUP_VAULT',
};

const credentials = { accessKeyId: 'AKIDSAMPLE', secretAccessKey: 'sample' };
const common = { credentials, maxAttempts: 1, region: 'us-east-1' };

interface TestedClient {
  readonly client: BackupClient;
  readonly faulty: FaultyService;
}

function describeOperations(tested: () => TestedClient): void {
  it('sends every field of a job to the SDK', async () => {
    const { client } = tested();
    const { BackupJobs } = await client.send(new ListBackupJobsCommand({ ByState: 'FAILED' }));
    assert.deepEqual(BackupJobs, []);
    const all = await client.send(
      new ListBackupJobsCommand({ ByBackupVaultName: full.BackupVaultName ?? '' }),
    );
    assert.deepEqual(all.BackupJobs, [full]);
    assert.deepEqual(Object.keys(all.BackupJobs?.[0] ?? {}).sort(), [...backupJobFields].sort());
    const { $metadata, ...one } = await client.send(
      new DescribeBackupJobCommand({ BackupJobId: full.BackupJobId }),
    );
    assert.deepEqual(one, full);
    assert.match($metadata.requestId ?? '', /^[0-9a-f-]{36}$/);
  });

  it('sends integers beyond 2^53, which the SDK rounds', async () => {
    const { client } = tested();
    const { BackupJobs } = await client.send(new ListBackupJobsCommand({ ByParentJobId: 'large' }));
    assert.equal(BackupJobs?.[0]?.BackupSizeInBytes, 9_007_199_254_740_992);
  });

  it('accepts times and filters as the SDK sends them', async () => {
    const { client } = tested();
    const ids = async (input: ListBackupJobsCommandInput) =>
      (await client.send(new ListBackupJobsCommand(input))).BackupJobs?.map((job) => job.BackupJobId);
    assert.deepEqual(await ids({ ByCreatedAfter: date(2), ByCreatedBefore: date(2) }), [full.BackupJobId]);
    assert.deepEqual(await ids({ ByCompleteAfter: date(1), ByCompleteBefore: date(1) }), [full.BackupJobId]);
    assert.deepEqual(await ids({ ByCreatedAfter: new Date(date(2).getTime() + 1) }), []);
    assert.deepEqual(await ids({ ByResourceType: full.ResourceType ?? '' }), [full.BackupJobId]);
    assert.deepEqual(await ids({ ByResourceArn: full.ResourceArn ?? '' }), [full.BackupJobId]);
  });

  it('supports the other operations', async () => {
    const { client } = tested();
    const { BackupVaultList } = await client.send(new ListBackupVaultsCommand({ ByShared: false }));
    assert.deepEqual(BackupVaultList, [{ BackupVaultName: 'aws/efs/automatic-backup-vault' }]);
  });

  it('returns errors that the SDK throws with their types', async () => {
    const { client, faulty } = tested();
    const list = (input = {}) => client.send(new ListBackupJobsCommand(input));
    await assert.rejects(list({ ByAccountId: '1' }), (error) => {
      assert.ok(error instanceof InvalidParameterValueException);
      assert.match(error.message, /accountId/);
      return true;
    });
    await assert.rejects(
      client.send(new DescribeBackupJobCommand({ BackupJobId: 'nobody' })),
      ResourceNotFoundException,
    );
    faulty.fail(serviceUnavailable);
    await assert.rejects(list(), ServiceUnavailableException);
    faulty.fail(accessDenied);
    await assert.rejects(list(), { name: 'AccessDeniedException' });
    faulty.fail(throttling);
    await assert.rejects(list(), { name: 'ThrottlingException' });
    faulty.fail(badGateway);
    await assert.rejects(list(), { name: 'SyntaxError' });
    faulty.fail(htmlPage);
    await assert.rejects(list(), { name: 'SyntaxError' });
  });

  it('breaks the connection before or in the middle of an answer', async () => {
    const { client, faulty } = tested();
    for (const fault of [resetConnection, cutShort]) {
      faulty.fail(fault);
      await assert.rejects(client.send(new ListBackupJobsCommand({})), { code: 'ECONNRESET' });
    }
    assert.equal((await client.send(new ListBackupJobsCommand({}))).BackupJobs?.length, 2);
  });

  it('stops when the caller aborts, before and during a request', async () => {
    const { client, faulty } = tested();
    const before = faulty.requests.length;
    await assert.rejects(client.send(new ListBackupJobsCommand({}), { abortSignal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
    assert.equal(faulty.requests.length, before);
    faulty.fail(hang);
    const caller = new AbortController();
    const answer = client.send(new ListBackupJobsCommand({}), { abortSignal: caller.signal });
    setTimeout(() => caller.abort(), 10);
    await assert.rejects(answer, { name: 'AbortError' });
  });
}

function faultyService(): FaultyService {
  const large = { BackupJobId: 'large', ParentJobId: 'large', BackupSizeInBytes: 2n ** 53n + 1n };
  const now = () => date(5 * 86_400).getTime();
  return withFaults(createSampleService({ account: accountOf([full, large]), now }));
}

describe('The sample service behind an SDK request handler', () => {
  const faulty = faultyService();
  const client = new BackupClient({ ...common, requestHandler: sdkRequestHandler(faulty.service) });
  describeOperations(() => ({ client, faulty }));
});

describe('The sample service behind a loopback server', () => {
  const faulty = faultyService();
  let client: BackupClient | undefined;
  let server: LoopbackServer | undefined;
  before(async () => {
    server = await startLoopbackServer(faulty.service);
    client = new BackupClient({ ...common, endpoint: server.url });
  });
  after(async () => {
    client?.destroy();
    await server?.close();
  });
  describeOperations(() => {
    assert.ok(client);
    return { client, faulty };
  });

  it('notifies the service when the caller aborts', async () => {
    const caller = new AbortController();
    const aborted = new Promise((resolve) => {
      faulty.fail(({ signal }) => {
        signal?.addEventListener('abort', () => resolve('aborted'));
        caller.abort();
        return new Promise(() => {});
      });
    });
    const answer = client?.send(new ListBackupJobsCommand({}), { abortSignal: caller.signal });
    await assert.rejects(async () => answer, { name: 'AbortError' });
    assert.equal(await aborted, 'aborted');
  });

  it('uses a free port, or the given one, and releases it', async () => {
    assert.match(server?.url ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    const first = await startLoopbackServer(faulty.service);
    const port = Number(new URL(first.url).port);
    await assert.rejects(startLoopbackServer(faulty.service, { port }), { code: 'EADDRINUSE' });
    await first.close();
    const second = await startLoopbackServer(faulty.service, { port });
    assert.equal(second.url, first.url);
    await second.close();
  });
});

describe('The sample connection', () => {
  it('has the same account at each start', async () => {
    const now = Date.parse('2026-11-24T08:12:00Z');
    const open = () => new BackupClient({ ...common, requestHandler: createSampleRequestHandler(() => now) });
    const page = await open().send(new ListBackupJobsCommand({ MaxResults: 1000 }));
    assert.equal(page.BackupJobs?.length, 1000);
    assert.ok(page.NextToken);
    assert.deepEqual(
      page.BackupJobs,
      (await open().send(new ListBackupJobsCommand({ MaxResults: 1000 }))).BackupJobs,
    );
    const everywhere = await open().send(new ListBackupJobsCommand({ ByAccountId: '*' }));
    assert.equal(new Set(everywhere.BackupJobs?.map((job) => job.AccountId)).size, 3);
    for (const job of everywhere.BackupJobs?.slice(0, 50) ?? []) {
      const { $metadata, ...described } = await open().send(new DescribeBackupJobCommand(pick(job)));
      assert.equal(described.State, job.State);
    }
    const { BackupVaultList } = await open().send(new ListBackupVaultsCommand({}));
    assert.ok(BackupVaultList?.some((vault) => vault.CreationDate instanceof Date && vault.Locked === true));
  });
});

function pick(job: BackupJob): { BackupJobId: string | undefined } {
  return { BackupJobId: job.BackupJobId };
}
