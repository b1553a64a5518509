import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { createSampleService } from '../../src/sample/sampleService.js';
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
import { awsHome, openWindow, pictureOfFailure, type Window } from './window.js';

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

  it('runs Open Job by ID, is asked for a connection, and then for the ID', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Open Job by ID…');
    const toast = workbench.page.locator('.notification-toast', { hasText: 'No connection is selected' });
    await toast.waitFor();
    await workbench.picture('open-by-id-no-connection');
    await toast.getByRole('button', { name: 'Select Connection…' }).click();
    await workbench.pick('Sample account');
    await workbench.quickInput.getByPlaceholder('A backup job’s ID').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('selects a profile and its region, and sees the jobs of that account', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Select Connection…');
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
    assert.deepEqual(others, [], 'one request is enough');
    assert.deepEqual(request?.query, { maxResults: '1000' });
    assert.match(request?.headers['authorization'] ?? '', /\/eu-central-1\/backup\/aws4_request/);
  });

  it('sees incomplete and hostile jobs as plain text', async () => {
    const { workbench } = window;
    await untilEqual(
      () => workbench.rows(),
      [
        'prod | 1 failed · 2',
        'Failed | 1',
        '<img src=x…ommand:y) | $(bug) <b>bold</b> · EBS · 3 h ago',
        'FROZEN | 1',
        `${'x'.repeat(99)}… | 3 h ago`,
        'No vault · No state | 1',
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
    await untilEqual(() => panel.locator('.absent').count(), 31, 'only the ID is there');
  });

  it('keeps the rows when a refresh fails, sees why, and retries with one click', async () => {
    const { workbench } = window;
    const before = await workbench.rows();
    for (const [fault, failureRow] of [
      [htmlPage, 'The answer is not from AWS Backup | Retry'],
      [cutShort, 'The connection was lost | Retry'],
      [resetConnection, 'The connection was lost | Retry'],
    ] as const) {
      faulty.fail(fault, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
      await workbench.titleAction('Refresh');
      const failure = workbench.row(/ Retry$/);
      await failure.waitFor();
      await untilEqual(() => workbench.rows(), [...before, failureRow]);
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

  it('can keep looking after 20 pages without a job', async () => {
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

  it('sees that no job matches a filter, and clears the filter with one click', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Filter by State…');
    await workbench.pick('Partial');
    await workbench.page.keyboard.press('Enter');
    await workbench.view.getByText('No backup job of the last 30 days matches the filter.').waitFor();
    assert.equal(
      faulty.requests.at(-1)?.query['state'],
      undefined,
      'a complete result also answers narrower queries',
    );
    await workbench.picture('nothing-fits');
    await workbench.view.getByRole('button', { name: 'Clear Filters' }).click();
    await workbench.row(/^prod,/).waitFor();
  });

  it('sees that the account has no jobs', async () => {
    const { workbench } = window;
    account.replaceJobs([]);
    await workbench.titleAction('Refresh');
    await workbench.view
      .getByText('This account and region have no backup jobs in the last 30 days')
      .waitFor();
    await workbench.picture('no-jobs');
  });

  it('opens the log from an unknown error, and sees the jobs again after a refresh', async () => {
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
