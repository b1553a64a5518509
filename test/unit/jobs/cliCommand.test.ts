import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { readDescribedJob, readJobPage } from '../../../src/aws/readAnswer.js';
import { describeCommand, listCommand } from '../../../src/jobs/cliCommand.js';
import { type JobSelection, selectionOf, selects } from '../../../src/jobs/jobSelection.js';
import { completedWithIssues } from '../../../src/jobs/jobStates.js';
import { shellQuote } from '../../../src/jobs/shellQuote.js';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../../../src/sample/loopbackServer.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { hostileTexts } from '../../hostile.js';
import { AwsCli } from '../sample/awsCli.js';

const context = { region: 'eu-west-1', profile: 'prod', shell: 'posix' } as const;

describe('A copied AWS CLI command', () => {
  it('names the job, the region and the profile', () => {
    assert.equal(
      describeCommand('A1-B2', context),
      'aws backup describe-backup-job --backup-job-id A1-B2 --region eu-west-1 --profile prod',
    );
    assert.equal(
      describeCommand("it's", { region: 'us-east-1', shell: 'powershell' }),
      "aws backup describe-backup-job --backup-job-id 'it''s' --region us-east-1",
    );
  });

  it('asks for what a group asks for: each filter, each part, and what is sifted here', () => {
    assert.equal(
      listCommand(
        {
          parts: [
            {
              query: { accountId: '*', createdAfter: new Date(0), resourceType: 'SAP HANA on Amazon EC2' },
              sieves: [{ keeps: 'withoutField', field: 'BackupVaultName' }],
            },
            { query: { state: 'FAILED' }, sieves: [] },
          ],
        },
        context,
      ),
      [
        `aws backup list-backup-jobs --by-account-id '*' --by-created-after 1970-01-01T00:00:00.000Z --by-resource-type 'SAP HANA on Amazon EC2' --query '{BackupJobs: BackupJobs[?!BackupVaultName]}' --region eu-west-1 --profile prod`,
        'aws backup list-backup-jobs --by-state FAILED --region eu-west-1 --profile prod',
      ].join('\n'),
    );
  });

  it('lets no value be an option or a file of the machine', () => {
    assert.match(describeCommand(hostileTexts.option, context), / --backup-job-id=--endpoint-url/);
    assert.equal(
      describeCommand(hostileTexts.file, { region: 'us-east-1', shell: 'posix' }),
      `aws backup describe-backup-job --cli-input-json '{"BackupJobId":"file:///etc/passwd"}' --region us-east-1`,
    );
  });

  it('is no program of zsh, which expands =name', () => {
    assert.deepEqual(
      ['=ls', '=', 'a=b'].map((text) => shellQuote(text, 'posix')),
      ["'=ls'", "'='", 'a=b'],
    );
  });

  it('asks for a text with a NUL, which no argument can hold, by JSON', () => {
    assert.equal(
      describeCommand('a\0b', { region: 'us-east-1', shell: 'posix' }),
      `aws backup describe-backup-job --cli-input-json '{"BackupJobId":"a\\u0000b"}' --region us-east-1`,
    );
    assert.equal(
      listCommand(
        { parts: [{ query: {}, sieves: [{ keeps: 'ofPlan', planId: 'a\0`b' }] }] },
        { region: 'us-east-1', shell: 'posix' },
      ),
      'aws backup list-backup-jobs --query \'{BackupJobs: BackupJobs[?CreatedBy.BackupPlanId == `"a\\u0000\\`b"`]}\' --region us-east-1',
    );
    assert.deepEqual(
      (['posix', 'powershell'] as const).map((shell) => shellQuote('a\0b', shell)),
      ['ab', 'ab'],
    );
  });

  it('law: a word of the shell is the text that it was, and nothing is left for the terminal to obey', function () {
    this.timeout(60_000);
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...quotedTexts));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
        const words = texts.map((one) => shellQuote(one, 'posix'));
        for (const word of words) assert.doesNotMatch(word, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${words.join(' ')}`]).toString();
        assert.deepEqual(
          printed.split('\0').slice(0, -1),
          texts.map((one) => Buffer.from(one.replaceAll('\0', '')).toString()),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('The real AWS CLI, given a copied command (skipped where no working `aws` is on the PATH)', function () {
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
    const { jobs } = readJobPage(JSON.stringify({ BackupJobs: own }));
    const selections: readonly JobSelection[] = [
      selectionOf({ state: 'FAILED', backupVaultName: 'prod-vault' }),
      selectionOf({ createdAfter: new Date(now - 86_400_123), resourceType: 'EBS' }),
      { parts: [{ query: { state: 'COMPLETED' }, sieves: [{ keeps: 'withIssues' }] }] },
      { parts: [{ query: { state: 'COMPLETED' }, sieves: [{ keeps: 'withoutIssues' }] }] },
      {
        parts: [
          {
            query: { resourceType: 'EBS' },
            sieves: [
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
            sieves: [{ keeps: 'oneOf', filter: 'messageCategory', values: ['success', 'AccessDenied'] }],
          },
        ],
      },
      {
        parts: [{ query: { state: 'FAILED' }, sieves: [{ keeps: 'withoutField', field: 'CreationDate' }] }],
      },
    ];
    const runs = await Promise.all(selections.map((selection) => runCopied(listCommand(selection, plain))));
    for (const [place, selection] of selections.entries()) {
      const wanted = jobs.filter((job) => selects(selection, job)).map(({ BackupJobId }) => BackupJobId);
      assert.deepEqual(idsIn(runs[place]).sort(), wanted.sort(), listCommand(selection, plain));
      if (place < 6) assert.ok(wanted.length > 0, listCommand(selection, plain));
    }
  });

  it('gets the same job, and takes a hostile id for an id', async () => {
    const own = account.jobs.map((job) => job.wire(now)).find((job) => job.AccountId === account.accountId);
    const id = own?.BackupJobId ?? '';
    const { stderr, stdout } = await runCopied(describeCommand(id, plain));
    assert.equal(stderr, '');
    assert.equal(readDescribedJob(stdout).BackupJobId, id);
    for (const hostile of [hostileTexts.file, hostileTexts.option, hostileTexts.shell, hostileTexts.bidi]) {
      const answer = await runCopied(describeCommand(hostile, plain));
      assert.match(answer.stderr, /ResourceNotFoundException|InvalidParameterValueException/, hostile);
    }
  });

  const plain = { region: 'us-east-1', shell: 'posix' } as const;

  /** Lets a real shell take the command apart, and runs its words as they are. */
  async function runCopied(command: string) {
    const words = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`])
      .toString()
      .split('\0')
      .slice(0, -1);
    assert.equal(words[0], 'aws');
    assert.ok(cli);
    return cli.run([...words.slice(1), '--endpoint-url', server.url]);
  }
});

function idsIn(
  run: { readonly stdout: string; readonly stderr: string } | undefined,
): (string | undefined)[] {
  assert.ok(run?.stdout, run?.stderr);
  return readJobPage(run.stdout).jobs.map(({ BackupJobId }) => BackupJobId);
}

const quotedTexts = Object.values(hostileTexts).filter((text) => text.length < 10_000);
