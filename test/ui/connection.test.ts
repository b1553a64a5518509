import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { scratchFolder } from '../host/testEnvironment.js';
import {
  accessDenied,
  cutShort,
  emptyPage,
  errorFault,
  htmlPage,
  resetConnection,
} from '../service/faultKinds.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { accountOf, type GivenAccount } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { unfoldAllFields } from './allFields.js';
import { untilEqual } from './untilEqual.js';
import { awsHome, openWindow, pictureOfFailure, ssoConfig, type Window } from './window.js';

const config = `[default]
region = us-east-1

[profile prod]
region = eu-central-1
aws_access_key_id = AKIDFAKEFAKEFAKEFAKE
aws_secret_access_key = wJalrXUtnFEMIfakeSECRETfakeKEY

[sso-session corp]
sso_region = us-east-1
sso_start_url = https://example.com
`;

describe('A person with an AWS config', () => {
  let account: GivenAccount;
  let faulty: FaultyService;
  let server: LoopbackServer;
  let window: Window;

  before(async () => {
    account = accountOf(oddJobs());
    faulty = withFaults(createSampleService({ account, laterStates: ['FROZEN'] }));
    server = await startLoopbackServer(faulty.service);
    window = await openWindow({
      environment: { ...awsHome(config), AWS_ENDPOINT_URL_BACKUP: server.url, AWS_MAX_ATTEMPTS: '1' },
    });
    await window.workbench.openBackupJobs();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    faulty.heal();
  });
  after(async () => {
    await window.close();
    await server.close();
  });

  it('chooses a profile and its region, and sees that account', async () => {
    const { workbench } = window;
    await workbench.view.getByRole('button', { name: 'Select Connection…' }).click();
    await workbench.choice('prod').waitFor();
    await untilEqual(() => workbench.choices(), ['default', 'prod', 'Default credentials', 'Sample account']);
    await workbench.picture('select-connection');
    await workbench.pick('prod');
    await workbench.choice('eu-central-1').waitFor();
    assert.equal((await workbench.choices())[0], 'eu-central-1', 'the region of the profile comes first');
    await workbench.page.keyboard.press('Enter');
    await workbench.row(/^prod,/).waitFor();
    await workbench.view.getByText('prod · eu-central-1').waitFor();
    const [request, ...others] = faulty.requests;
    assert.deepEqual(others, [], 'one request shows it all');
    assert.deepEqual(request?.query, { maxResults: '1000' });
    assert.match(request?.headers['authorization'] ?? '', /\/eu-central-1\/backup\/aws4_request/);
  });

  it('sees odd and hostile jobs for what they are', async () => {
    const { workbench } = window;
    for (const group of [/^prod,/, /^Failed,/, /^FROZEN,/, /^No vault,/, /^No state,/])
      await workbench.toggle(group);
    await untilEqual(
      () => workbench.rows(),
      [
        'prod | 1 failed · 2',
        'Failed | 1',
        `${visibleName} | EBS · 3 h ago · $(bug) <b>bold</b>`,
        'FROZEN | 1',
        `${'x'.repeat(99)}… | 3 h ago`,
        'No vault | 1',
        'No state | 1',
        'job-without-anything | ',
      ],
    );
    await workbench.picture('odd-jobs');
    await workbench.jobRow('Failed').click();
    const panel = await workbench.webview('[data-field="ResourceName"] .value');
    await unfoldAllFields(panel);
    await untilEqual(() => panel.locator('[data-field="ResourceName"] .value').innerText(), visibleName);
    await untilEqual(() => panel.locator('h1').innerText(), visibleName);
    assert.equal(
      await panel.locator('[data-field="BackupSizeInBytes"] .note').innerText(),
      '9,223,372,036,854,775,809 bytes · the provisioned size, not the size of the backup',
    );
    await workbench.picture('hostile-panel');
    for (const frame of workbench.page.frames())
      assert.equal(await frame.evaluate('globalThis.hacked'), undefined);
    await workbench.row(/^job-without-anything,/).click();
    await panel.getByText('job-without-anything').first().waitFor();
    await untilEqual(() => panel.locator('.absent').count(), 31, 'all but the id is absent');
  });

  it('keeps what is shown when AWS refuses, is told why, and goes on with one click', async () => {
    const { workbench } = window;
    const before = await workbench.rows();
    for (const [fault, told] of [
      [htmlPage, 'The answer is not from AWS Backup | Retry'],
      [cutShort, 'The connection was lost | Retry'],
      [resetConnection, 'The connection was lost | Retry'],
    ] as const) {
      faulty.fail(fault, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
      await workbench.titleAction('Refresh');
      const failure = workbench.row(/ Retry$/);
      await failure.waitFor();
      await untilEqual(() => workbench.rows(), [...before, told]);
      await workbench.picture('failure');
      faulty.heal();
      await failure.click();
      await workbench.untilGone(failure);
      await workbench.untilQuiet();
      await untilEqual(() => workbench.rows(), before);
    }
    faulty.fail(accessDenied, { operation: 'ListBackupJobs' });
    await workbench.titleAction('Refresh');
    await workbench.row(/^Access denied\. Select Connection…$/).waitFor();
    await workbench.titleAction('Refresh');
    await workbench.untilGone(workbench.row(/^Access denied/));
    await untilEqual(() => workbench.rows(), before);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('is asked whether to look on when page after page holds no job', async () => {
    const { workbench } = window;
    faulty.fail(emptyPage, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    await workbench.runCommand('Backup Jobs: Open the Sample Account');
    await workbench.row(/^Load more…/).waitFor();
    faulty.forgetRequests();
    await workbench.selectConnection('prod', 'eu-central-1');
    await workbench.row(/^Keep looking…/).waitFor();
    const listing = faulty.requests.filter(({ operation }) => operation === 'ListBackupJobs');
    assert.equal(listing.length, 20);
    await workbench.row(/^prod, 0\+ jobs/).waitFor();
    await untilEqual(
      () => workbench.rows(),
      ['prod | 0+', 'Keep looking… | no new jobs in the last 20 pages, and there are more'],
    );
    faulty.heal();
    await workbench.row(/^Keep looking…/).click();
    await workbench.row(/^prod, 2 /).waitFor();
  });

  it('filters, is told when no job fits, and clears the filter with one click', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Filter by State…');
    await workbench.pick('Partial');
    await workbench.page.keyboard.press('Enter');
    await workbench.view.getByText('No backup job of the last 30 days matches the filter.').waitFor();
    assert.equal(faulty.requests.at(-1)?.query['state'], undefined, 'a complete answer serves its parts');
    await workbench.picture('nothing-fits');
    await workbench.view.getByRole('button', { name: 'Clear Filters' }).click();
    await workbench.row(/^prod,/).waitFor();
  });

  it('is told when there are no jobs at all', async () => {
    const { workbench } = window;
    account.replaceJobs([]);
    await workbench.titleAction('Refresh');
    await workbench.view
      .getByText('This account and region have no backup jobs in the last 30 days')
      .waitFor();
    await workbench.picture('no-jobs');
  });

  it('is led to the log by an error that nobody knows, and sees the jobs again after a refresh', async () => {
    const { workbench } = window;
    account.replaceJobs(oddJobs());
    faulty.fail(errorFault('TeapotException', 418, 'short and stout'));
    await workbench.titleAction('Refresh');
    await workbench.row(/^The request to AWS Backup failed\. Show Log$/).click();
    const channel = workbench.page.locator('.panel select').first();
    await channel.waitFor();
    await untilEqual(() => channel.inputValue(), 'Backup Jobs');
    await workbench.picture('led-to-the-log');
    await workbench.titleAction('Refresh');
    await workbench.row(/^prod,/).waitFor();
    await workbench.untilQuiet();
    assert.deepEqual(await workbench.notifications(), []);
  });
});

describe('A person whose AWS config does not work', () => {
  let window: Window;
  let home: Record<string, string>;
  before(async () => {
    home = awsHome('[profile prod\nregion = eu-central-1\n');
    window = await openWindow({ environment: { ...home, AWS_PROFILE: 'gone' } });
    await window.workbench.openBackupJobs();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('is shown which config file cannot be read, and opens it', async () => {
    const { workbench } = window;
    const failure = workbench.row(/Open AWS Config File$/);
    await failure.waitFor();
    await workbench.picture('broken-config');
    await failure.click();
    await workbench.page.getByText('[profile prod').waitFor();
  });

  it('is told that the profile of AWS_PROFILE does not exist, and selects another connection', async () => {
    const { workbench } = window;
    writeFileSync(path.join(home['HOME'] ?? '', '.aws', 'config'), config);
    const failure = workbench.row(/The AWS profile “gone” does not exist\. Select Connection…$/);
    await failure.waitFor();
    await workbench.picture('missing-profile');
    await failure.click();
    await workbench.pick('Sample account');
    await workbench.row(/^prod-vault,/).waitFor();
  });
});

describe('A person whose sign-in has expired', () => {
  let faulty: FaultyService;
  let server: LoopbackServer;
  let window: Window;

  before(async () => {
    faulty = withFaults(createSampleService({ account: accountOf(oddJobs()) }));
    server = await startLoopbackServer(faulty.service);
    const home = awsHome(ssoConfig);
    window = await openWindow({
      environment: {
        ...home,
        AWS_PROFILE: 'corp',
        AWS_ACCESS_KEY_ID: 'AKIDENVIRONMENT',
        AWS_SECRET_ACCESS_KEY: 'fake',
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_BACKUP: server.url,
        PATH: `${awsThatSignsIn(home['HOME'] ?? '')}${path.delimiter}${process.env['PATH']}`,
      },
    });
    await window.workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await server.close();
  });

  it('signs in with one click, and the tree comes alive by itself', async () => {
    const { workbench } = window;
    const failure = workbench.row(/^AWS sign-in needed\. Sign In$/);
    await failure.waitFor();
    await workbench.pictures('sign-in');
    await failure.click();
    await workbench.row(/^prod,/).waitFor();
    await workbench.picture('signed-in');
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('chooses the keys of the environment instead, and is told what the others are', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Select Connection…');
    await workbench.choice('corp').waitFor();
    await untilEqual(
      () => workbench.describedChoices(),
      [
        'corp | access keys · us-east-1',
        'Environment | the access keys in AWS_ACCESS_KEY_ID',
        'Default credentials | the profile corp of the environment',
        'Sample account | built in, needs no AWS account',
      ],
    );
    faulty.forgetRequests();
    await workbench.pick('Environment');
    await workbench.check('us-east-1');
    await workbench.view.getByText('Environment · us-east-1').waitFor();
    await workbench.row(/^prod,/).waitFor();
    const signers = faulty.requests.map(
      ({ headers }) => /Credential=(\w+)/.exec(headers['authorization'] ?? '')?.[1],
    );
    assert.deepEqual(signers, ['AKIDENVIRONMENT']);
  });
});

/**
 * A folder with a program `aws` that signs in to the profile `corp` of a home folder, and to nothing else.
 */
function awsThatSignsIn(home: string): string {
  const folder = scratchFolder('bin');
  const config = `[profile corp]
region = us-east-1
aws_access_key_id = AKIDFAKEFAKEFAKEFAKE
aws_secret_access_key = fake
`;
  const program = `#!${process.execPath}
if (process.argv.slice(2).join(' ') !== 'sso login --profile=corp') process.exit(1);
require('node:fs').writeFileSync(${JSON.stringify(path.join(home, '.aws', 'config'))}, ${JSON.stringify(config)});
console.log('Successfully logged into Start URL: https://example.com/start');
`;
  writeFileSync(path.join(folder, 'aws'), program, { mode: 0o755 });
  return folder;
}

const hostileName = '<img src=x onerror="globalThis.hacked=1">\u202e$(bug)[x](command:y)';
const visibleName = '<img src=x onerror="globalThis.hacked=1">\\u{202e}$(bug)[x](command:y)';

function oddJobs(): BackupJob[] {
  const base: BackupJob = {
    BackupVaultName: 'prod',
    CreationDate: new Date(Date.now() - 3 * 3_600_000 - 60_000),
  };
  return [
    { BackupJobId: 'job-without-anything' },
    { ...base, BackupJobId: 'job-frozen', State: 'FROZEN', ResourceName: 'x'.repeat(10_000) },
    {
      ...base,
      BackupJobId: 'job-hostile',
      BackupSizeInBytes: 2n ** 63n + 1n,
      ResourceName: hostileName,
      ResourceType: 'EBS',
      State: 'FAILED',
      StatusMessage: '$(bug) <b>bold</b>',
    },
  ];
}
