import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readDescribedJob, readJobPage } from '../../../src/aws/readResponse.js';
import {
  type CliCommand,
  type CliContext,
  describeCommands,
  listCommand,
  type RefusedValue,
} from '../../../src/commands/cliCommand.js';
import { type JobSelection, selectionOf, selects } from '../../../src/jobs/jobSelection.js';
import { completedWithIssues } from '../../../src/jobs/jobStates.js';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { hostileTexts } from '../../hostile.js';
import { type LoopbackServer, startLoopbackServer } from '../../service/loopbackServer.js';
import { AwsCli } from '../sample/awsCli.js';
import { powershellCommands } from './shells/powershellModel.js';

const context = { region: 'eu-west-1', profile: 'prod', shell: 'posix' } as const;
const plain = { region: 'us-east-1', shell: 'posix' } as const;

describe('A copied AWS CLI command', () => {
  it('names the job, the region and the profile', () => {
    assert.equal(
      textOf(describeCommand('A1-B2', context)),
      'aws backup describe-backup-job --backup-job-id A1-B2 --region eu-west-1 --profile prod',
    );
    assert.equal(
      textOf(describeCommand("it's", { region: 'us-east-1', shell: 'powershell' })),
      "aws backup describe-backup-job --backup-job-id 'it''s' --region us-east-1",
    );
    assert.equal(
      textOf(describeCommand("it's", { region: 'us-east-1', shell: 'cmd' })),
      'aws backup describe-backup-job --backup-job-id "it\'s" --region us-east-1',
    );
  });

  it('requests the jobs of a group: each filter, each part and each client-side filter, on one line', () => {
    const selection: JobSelection = {
      parts: [
        {
          query: { accountId: '*', createdAfter: new Date(0), resourceType: 'SAP HANA on Amazon EC2' },
          clientFilters: [{ keeps: 'ofField', field: 'BackupVaultName', value: undefined }],
        },
        { query: { state: 'FAILED' }, clientFilters: [] },
      ],
    };
    const parts = [
      `aws backup list-backup-jobs --by-account-id '*' --by-created-after 1970-01-01T00:00:00.000Z --by-resource-type 'SAP HANA on Amazon EC2' --query '{BackupJobs: BackupJobs[?!BackupVaultName]}' --region eu-west-1 --profile prod`,
      'aws backup list-backup-jobs --by-state FAILED --region eu-west-1 --profile prod',
    ];
    for (const shell of ['posix', 'gitBash', 'fish', 'powershell'] as const)
      assert.equal(textOf(listCommand(selection, { ...context, shell })), parts.join('; '));
    assert.equal(
      textOf(listCommand(selection, { ...context, shell: 'cmd' })),
      parts.join(' & ').replaceAll("'", '"'),
    );
  });

  it('has no value that is read as an option or a file', () => {
    assert.match(
      textOf(describeCommand(hostileTexts.option, context)),
      / '--backup-job-id=--endpoint-url=http:\/\/127\.0\.0\.1:9' /,
    );
    assert.equal(
      textOf(describeCommand(hostileTexts.file, plain)),
      `aws backup describe-backup-job --cli-input-json '{"BackupJobId":"file:///etc/passwd"}' --region us-east-1`,
    );
  });

  it('has JSON escapes for characters that a terminal acts on', () => {
    assert.equal(
      textOf(describeCommand('a\0\u001b[201~\u{e0001}', plain)),
      `aws backup describe-backup-job --cli-input-json '{"BackupJobId":"a'\\\\'u0000'\\\\'u001b[201~'\\\\'udb40'\\\\'udc01"}' --region us-east-1`,
    );
    assert.equal(
      textOf(listCommand(ofPlan('a\0`b'), plain)),
      `aws backup list-backup-jobs --query '{BackupJobs: BackupJobs[?CreatedBy.BackupPlanId == \`"a'\\\\'u0000'\\\\'\`b"\`]}' --region us-east-1`,
    );
  });

  it('is refused if a value cannot reach the AWS CLI safely, with the value and the reason', () => {
    const refusals: readonly (readonly [CliCommand, RefusedValue])[] = [
      [describeCommand('a', { ...plain, profile: 'a\nb' }), { option: '--profile', reason: 'unprintable' }],
      [
        describeCommand('a', { region: 'a\u200b', shell: 'posix' }),
        { option: '--region', reason: 'unprintable' },
      ],
      ...(['powershell', 'cmd'] as const).flatMap((shell): (readonly [CliCommand, RefusedValue])[] => {
        const there = { ...plain, shell };
        const byId = { option: '--backup-job-id' } as const;
        return [
          [describeCommand('a\u001b', there), { ...byId, reason: 'unprintable' }],
          [describeCommand('-a"b', there), { ...byId, reason: 'doubleQuote' }],
          [describeCommand('a%b', there), { ...byId, reason: 'percent' }],
          [describeCommand(hostileTexts.file, there), { ...byId, reason: 'address' }],
          [
            listCommand(selectionOf({ resourceArn: '"' }), there),
            { option: '--by-resource-arn', reason: 'doubleQuote' },
          ],
          [listCommand(ofPlan('a\nb'), there), { option: '--query', reason: 'unprintable' }],
          [listCommand(ofPlan("a\\'b"), there), { option: '--query', reason: 'backslash' }],
          [listCommand(ofPlan('a\\'), there), { option: '--query', reason: 'backslash' }],
        ];
      }),
    ];
    for (const [command, refused] of refusals) assert.deepEqual(command, { refused });
    for (const [shell, maxBytes] of Object.entries({
      posix: 131_071,
      powershell: 32_766,
      cmd: 8190,
    } as const))
      assert.deepEqual(
        describeCommand(hostileTexts.long, { ...plain, shell: shell as CliContext['shell'] }),
        {
          refused: { reason: 'tooLong', maxBytes },
        },
      );
  });

  it('keeps Git Bash from converting a value to a Windows path', () => {
    const command = (id: string) => textOf(describeCommand(id, { region: 'us-east-1', shell: 'gitBash' }));
    for (const id of ['/aws/x', 'a=/b', 'arn:aws:x:::/y', "-'/c"])
      assert.match(command(id), /^MSYS_NO_PATHCONV=1 aws backup /, id);
    assert.match(command('arn:aws:ec2:us-east-1:1:volume/vol-1'), /^aws backup /);
  });
});

describe('The real AWS CLI with a copied command (skipped without a working `aws` on the PATH)', function () {
  this.timeout(120_000);
  const now = Date.parse('2026-11-24T08:12:00Z');
  const account = generateAccount({ seed: 4, jobs: 1200, now });
  let cli: AwsCli | undefined;
  let server: LoopbackServer;

  before(async function () {
    cli = await AwsCli.find();
    if (cli === undefined) this.skip();
    server = await startLoopbackServer(createSampleService({ account, now: () => now }));
  });
  after(async () => {
    await server?.close();
    await cli?.dispose();
  });

  it('gets the same jobs', async () => {
    const own = account.jobs
      .map((job) => job.wire(now))
      .filter(({ AccountId }) => AccountId === account.accountId);
    const { jobs } = readJobPage(Buffer.from(JSON.stringify({ BackupJobs: own })));
    const selections: readonly JobSelection[] = [
      selectionOf({ state: 'FAILED', backupVaultName: 'prod-vault' }),
      selectionOf({ createdAfter: new Date(now - 86_400_123), resourceType: 'EBS' }),
      { parts: [{ query: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withIssues' }] }] },
      { parts: [{ query: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withoutIssues' }] }] },
      {
        parts: [
          {
            query: { resourceType: 'EBS' },
            clientFilters: [
              { keeps: 'oneOf', filter: 'state', values: ['FAILED', completedWithIssues] },
              { keeps: 'oneOf', filter: 'backupVaultName', values: ['prod-vault', "it's `odd`"] },
            ],
          },
        ],
      },
      {
        parts: [
          {
            query: {},
            clientFilters: [
              { keeps: 'oneOf', filter: 'messageCategory', values: ['success', 'AccessDenied'] },
            ],
          },
        ],
      },
      {
        parts: [
          {
            query: { state: 'FAILED' },
            clientFilters: [{ keeps: 'ofField', field: 'CreationDate', value: undefined }],
          },
        ],
      },
    ];
    const runs = await Promise.all(
      selections.map((selection) => runCopied(textOf(listCommand(selection, plain)))),
    );
    for (const [place, selection] of selections.entries()) {
      const wanted = jobs.filter((job) => selects(selection, job)).map(({ BackupJobId }) => BackupJobId);
      assert.deepEqual(idsIn(runs[place]).sort(), wanted.sort(), textOf(listCommand(selection, plain)));
      if (place < 6) assert.ok(wanted.length > 0, textOf(listCommand(selection, plain)));
    }
  });

  it('gets the same job, and reads a hostile ID as an ID', async () => {
    const own = account.jobs.map((job) => job.wire(now)).find((job) => job.AccountId === account.accountId);
    const id = own?.BackupJobId ?? '';
    const { stderr, stdout } = await runCopied(textOf(describeCommand(id, plain)));
    assert.equal(stderr, '');
    assert.equal(readDescribedJob(Buffer.from(stdout)).BackupJobId, id);
    for (const hostile of [hostileTexts.file, hostileTexts.option, hostileTexts.shell, hostileTexts.bidi]) {
      const answer = await runCopied(textOf(describeCommand(hostile, plain)));
      assert.match(answer.stderr, /ResourceNotFoundException|InvalidParameterValueException/, hostile);
    }
  });

  it('finds the jobs of a plan, whatever its ID', async () => {
    const ids = ['a\\b', "a\\'b", 'a\\', '\u001b[201~`"\n'];
    const plans = await startLoopbackServer(async () => ({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        BackupJobs: ids.map((id) => ({ BackupJobId: id, CreatedBy: { BackupPlanId: id } })),
      }),
    }));
    try {
      const found = ids.map((id) => runCopied(textOf(listCommand(ofPlan(id), plain)), plans));
      const [line = []] = powershellCommands(
        textOf(listCommand(ofPlan('a\\b'), { ...plain, shell: 'powershell' })),
      );
      found.push(runWords(line, plans));
      assert.deepEqual(
        (await Promise.all(found)).map(idsIn),
        [...ids, 'a\\b'].map((id) => [id]),
      );
    } finally {
      await plans.close();
    }
  });

  /** Lets a real shell parse the command, and runs its words unchanged. */
  async function runCopied(command: string, service = server) {
    const words = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`])
      .toString()
      .split('\0')
      .slice(0, -1);
    return runWords(words, service);
  }

  async function runWords(words: readonly string[], service: LoopbackServer) {
    assert.equal(words[0], 'aws');
    assert.ok(cli);
    return cli.run([...words.slice(1), '--endpoint-url', service.url]);
  }
});

function idsIn(
  run: { readonly stdout: string; readonly stderr: string } | undefined,
): (string | undefined)[] {
  assert.ok(run?.stdout, run?.stderr);
  return readJobPage(Buffer.from(run.stdout)).jobs.map(({ BackupJobId }) => BackupJobId);
}

function describeCommand(backupJobId: string, { shell, ...place }: CliContext): CliCommand {
  return describeCommands([{ backupJobId, place }], shell);
}

function textOf(command: CliCommand): string {
  assert.ok('text' in command, JSON.stringify(command));
  return command.text;
}

function ofPlan(planId: string): JobSelection {
  return {
    parts: [
      { query: {}, clientFilters: [{ keeps: 'ofField', field: 'CreatedBy.BackupPlanId', value: planId }] },
    ],
  };
}
