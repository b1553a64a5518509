import assert from 'node:assert/strict';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { withFaults } from '../../service/faults.js';
import { type LoopbackServer, startLoopbackServer } from '../../service/loopbackServer.js';
import type { CliRun } from '../aws/cliForks.js';
import { ask, type Query, walkIds } from './asking.js';
import { AwsCli } from './awsCli.js';

const now = Date.parse('2026-11-24T08:12:00Z');
const account = generateAccount({ seed: 4, jobs: 1200, now });
const service = createSampleService({ account, now: () => now, managementAccount: true });
/** The same service, which records the requests of the AWS CLI. */
const recorded = withFaults(service);

const jobs = account.jobs.map((job) => job.wire(now));
const nested = jobs.find((job) => job.ParentJobId !== undefined && job.AccountId === account.accountId);
const failed = jobs.find((job) => job.State === 'FAILED' && job.ResourceName === 'web-1');
assert.ok(nested?.ParentJobId && failed?.BackupJobId && failed.ResourceArn);
const parentJobId = nested.ParentJobId;
const failedJobId = failed.BackupJobId;

/**
 * The options of `list-backup-jobs`, each once, with a value and the expected wire parameter. Options of one
 * command are together.
 */
const filters: readonly (readonly (readonly [option: string, value: string, parameter: string])[])[] = [
  [
    ['--by-account-id', '*', 'accountId'],
    ['--by-backup-vault-name', 'prod-vault', 'backupVaultName'],
    ['--by-complete-after', '2026-11-23T12:00:00Z', 'completeAfter'],
    ['--by-created-after', '1795400000', 'createdAfter'],
  ],
  [
    ['--by-complete-before', '2026-10-31T00:00:00+02:00', 'completeBefore'],
    ['--by-created-before', '2026-10-28', 'createdBefore'],
  ],
  [
    ['--by-message-category', 'AccessDenied', 'messageCategory'],
    ['--by-resource-arn', failed.ResourceArn, 'resourceArn'],
    ['--by-state', 'FAILED', 'state'],
  ],
  [['--by-parent-job-id', parentJobId, 'parentJobId']],
  [['--by-resource-type', 'SAP HANA on Amazon EC2', 'resourceType']],
];

interface CliJobs {
  readonly BackupJobs: readonly { readonly BackupJobId: string }[];
  readonly NextToken?: string;
}

function read<Output>(run: CliRun): Output {
  assert.equal(run.exitCode, 0, run.stderr);
  return JSON.parse(run.stdout);
}

function idsOf(run: CliRun): readonly string[] {
  return read<CliJobs>(run).BackupJobs.map((job) => job.BackupJobId);
}

describe('The real AWS CLI against the sample service (skipped without a working `aws` on the PATH)', function () {
  this.timeout(300_000);
  let cli: AwsCli | undefined;
  let server: LoopbackServer | undefined;
  const checks: { readonly args: readonly string[]; run?: Promise<CliRun> }[] = [];

  /** All commands are started before the first test, in parallel. */
  function check(
    title: string,
    args: readonly string[],
    verify: (run: CliRun) => Promise<void> | void,
  ): void {
    const started: (typeof checks)[number] = { args };
    checks.push(started);
    it(`${title}: aws ${args.join(' ')}`, async function () {
      const run = await started.run;
      assert.ok(run);
      if (/Unknown options|Invalid choice|invalid choice/.test(run.stderr)) {
        console.log(`      ${cli?.version} does not know this: ${run.stderr.trim().split('\n').at(-1)}`);
        this.skip();
      }
      await verify(run);
    });
  }

  async function aws(...args: readonly string[]): Promise<CliRun> {
    assert.ok(cli && server);
    return cli.run([...args, '--endpoint-url', server.url]);
  }

  before(async function () {
    cli = await AwsCli.find();
    if (cli === undefined) this.skip();
    server = await startLoopbackServer(recorded.service);
    for (const check of checks) check.run = aws(...check.args);
  });
  after(async () => {
    await Promise.all(checks.map(({ run }) => run));
    await server?.close();
    await cli?.dispose();
  });

  for (const options of filters) {
    const args = options.map(([option, value]) => `${option}=${value}`);
    check('filters', ['backup', 'list-backup-jobs', ...args], async (run) => {
      const query = Object.fromEntries(options.map(([, value, parameter]) => [parameter, value]));
      const expected = (await walkIds(service, query)).flat();
      assert.ok(expected.length > 0 && expected.length < jobs.length);
      assert.deepEqual(idsOf(run), expected);
      const wire = recorded.requests.map((request) => Object.keys(request.query).sort().join());
      assert.ok(wire.includes(Object.keys(query).sort().join()), wire.join('\n'));
    });
  }

  check('reads every page', ['backup', 'list-backup-jobs', '--page-size', '150'], async (run) => {
    const ids = idsOf(run);
    assert.ok(ids.length > 900);
    assert.deepEqual(ids, (await walkIds(service)).flat());
  });

  check(
    'continues where it stopped',
    ['backup', 'list-backup-jobs', '--max-items', '25', '--page-size', '10'],
    async (run) => {
      const whole = (await walkIds(service)).flat();
      assert.deepEqual(idsOf(run), whole.slice(0, 25));
      const { NextToken: token = '' } = read<CliJobs>(run);
      const starting = ['--starting-token', token, '--max-items', '10', '--page-size', '10'];
      assert.deepEqual(idsOf(await aws('backup', 'list-backup-jobs', ...starting)), whole.slice(25, 35));
    },
  );

  check(
    'requests single pages',
    ['backup', 'list-backup-jobs', '--max-results', '7', '--no-paginate', '--by-state', 'COMPLETED'],
    async (run) => {
      const [first, second] = await walkIds(service, { maxResults: '7', state: 'COMPLETED' });
      assert.deepEqual(idsOf(run), first);
      const { NextToken: token = '' } = read<CliJobs>(run);
      const page = [
        'backup',
        'list-backup-jobs',
        '--max-results',
        '7',
        '--no-paginate',
        '--next-token',
        token,
      ];
      const next = aws(...page, '--by-state', 'COMPLETED');
      const other = aws(...page, '--by-state', 'FAILED');
      assert.deepEqual(idsOf(await next), second);
      assertFails(await other, 'InvalidParameterValueException', 'ListBackupJobs');
    },
  );

  check('shows a job', ['backup', 'describe-backup-job', '--backup-job-id', failedJobId], async (run) => {
    const { CreationDate, ...printed } = read<Query>(run);
    const { body } = await ask(service, `/backup-jobs/${failedJobId}`);
    const ours = new Map<string, unknown>(Object.entries(body));
    assert.equal(
      Date.parse(CreationDate ?? '') || Number(CreationDate) * 1000,
      Number(ours.get('CreationDate')) * 1000,
    );
    assert.equal(printed['StatusMessage'], ours.get('StatusMessage'));
    assert.deepEqual(
      [CreationDate && 'CreationDate', ...Object.keys(printed)].sort(),
      [...ours.keys()].sort(),
    );
  });

  check('shows a parent', ['backup', 'describe-backup-job', '--backup-job-id', parentJobId], async (run) => {
    const printed = read<{ ChildJobsInState: object; NumberOfChildJobs: number }>(run);
    const { body } = await ask(service, `/backup-jobs/${parentJobId}`);
    assert.equal(printed.NumberOfChildJobs, 3);
    assert.deepEqual(printed.ChildJobsInState, body.ChildJobsInState);
  });

  check(
    'lists vaults',
    ['backup', 'list-backup-vaults', '--by-vault-type', 'BACKUP_VAULT', '--no-by-shared', '--page-size', '2'],
    async (run) => {
      const printed = read<{ BackupVaultList: { BackupVaultName: string }[] }>(run).BackupVaultList;
      const { body } = await ask(service, '/backup-vaults/', { vaultType: 'BACKUP_VAULT' });
      assert.equal(printed.length, 5);
      assert.deepEqual(
        printed.map((vault) => vault.BackupVaultName),
        body.BackupVaultList?.map((vault) => vault.BackupVaultName),
      );
    },
  );

  check('shows the caller’s identity', ['sts', 'get-caller-identity'], (run) => {
    assert.deepEqual(read(run), {
      UserId: 'AROASAMPLEBACKUPREADER:sample',
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/BackupReader/sample',
    });
  });

  const failures = [
    ['ListBackupJobs', 'InvalidParameterValueException', ['list-backup-jobs', '--by-state', 'FROZEN']],
    ['ListBackupJobs', 'InvalidParameterValueException', ['list-backup-jobs', '--by-account-id', '1']],
    ['ListBackupJobs', 'InvalidParameterValueException', ['list-backup-jobs', '--by-resource-arn', '']],
    ['DescribeBackupJob', 'ResourceNotFoundException', ['describe-backup-job', '--backup-job-id', 'no/body']],
    ['ListBackupPlans', 'UnknownOperationException', ['list-backup-plans']],
  ] as const;
  for (const [operation, name, args] of failures) {
    check('fails', ['backup', ...args], (run) => assertFails(run, name, operation));
  }
});

function assertFails(run: CliRun, name: string, operation: string): void {
  assert.ok(run.exitCode === 254 || run.exitCode === 255, `${run.exitCode}: ${run.stderr}`);
  assert.match(run.stderr, new RegExp(`\\(${name}\\) when calling the ${operation} operation`));
}
