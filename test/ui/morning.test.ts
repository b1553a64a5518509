import assert from 'node:assert/strict';
import { generateAccount } from '../../src/sample/generateAccount.js';
import type { Fault } from '../service/faults.js';
import { withParameter } from '../service/faultTokens.js';
import { accountOf } from '../service/givenAccount.js';
import { walkMorning } from './morningWalk.js';
import { leaveWindow, takeWindow } from './sharedWindow.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const now = Date.now();
const hour = 3_600_000;
const good = Array.from({ length: 30 }, (_, place) => ({
  AccountId: '111122223333',
  BackupJobId: `good-${place}`,
  BackupVaultName: 'prod',
  CompletionDate: new Date(now - hour),
  CreationDate: new Date(now - 2 * hour - place),
  ResourceArn: `arn:aws:s3:::logs-${place}`,
  State: 'COMPLETED',
}));
const morningOptions = { settings: { 'backupJobs.showNeedsAttention': true } };

// The bench of the morning walks with both hands at both sizes.
for (const { hand, jobs } of [
  { hand: 'keyboard', jobs: 2000 },
  { hand: 'mouse', jobs: 20_000 },
] as const)
  describe(`The morning by ${hand} with ${jobs} jobs`, () => {
    let window: ServedWindow;

    before(async () => {
      window = await openServedWindow(generatedAccount(jobs), morningOptions);
    });
    afterEach(function () {
      return pictureOfFailure.call(this, window);
    });
    after(() => leaveWindow(window, morningOptions));

    it('takes few actions', async () => {
      for (const { actions, goals, ms, name } of await walkMorning(window, hand)) {
        console.log(`      ${name}: ${actions.length} (${Math.round(ms)} ms)`);
        assert.ok(actions.length <= goals.actions, `${name}: ${actions.join(', ')}`);
      }
    });
  });

describe('A person who looks in the morning', () => {
  let window: ServedWindow;

  before(async () => {
    window = await takeWindow(generatedAccount(2000), morningOptions);
    await window.workbench.openBackupJobs();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    window.faulty.heal();
  });
  after(() => leaveWindow(window, morningOptions));

  it('sees that nothing needs attention before all is loaded, and then a new failure', async () => {
    const { faulty, workbench } = window;
    const account = accountOf(good);
    const tenJobs: Fault = (request, service) => service(withParameter(request, 'maxResults', '10'));
    faulty.fail(tenJobs, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    await window.serve(account);
    await workbench.row(/^Needs attention, 0 failed · /).waitFor();
    await workbench.untilQuiet();
    const rows = (await workbench.rows()).map((row) => row.replace(/last \d+ h/, '#'));
    assert.deepEqual(rows, ['Needs attention | 0 failed · #', 'prod | 10+', 'Load more… | 10 loaded']);
    await workbench.pictures('morning-good');
    account.replaceJobs([
      ...good,
      {
        BackupJobId: 'bad',
        BackupVaultName: 'prod',
        CreationDate: new Date(),
        State: 'FAILED',
        ResourceArn: 'arn:aws:s3:::web',
      },
    ]);
    await workbench.runCommand('Backup Jobs: Refresh');
    await workbench
      .row(/^web, Failed, /)
      .first()
      .waitFor();
    await workbench.untilQuiet();
    assert.match(
      (await workbench.rows()).join('\n'),
      /^Needs attention \| 1 · .+\nweb \| Failed · .+\nprod \|/,
    );
  });

  it('opens the failed job of a resource by a click, and sees the dates of its jobs below it', async () => {
    const { workbench } = window;
    const web = workbench.row(/^web, Failed, /).first();
    await web.click();
    await workbench.page.getByRole('tab', { name: /^web/ }).waitFor();
    const before = await workbench.rows();
    assert.match(before[2] ?? '', /^prod \|/, before.join('\n'));
    await workbench.toggle(/^web, Failed, /);
    await workbench.row(/^\w+ \d+, \d+:\d+ [AP]M, Failed, /).waitFor();
    assert.match((await workbench.rows())[2] ?? '', /^\w+ \d+, \d+:\d+ [AP]M \| Failed · /);
    await workbench.pictures('morning-resource');
  });

  it('sees what needs attention with one request, if that has all jobs', async () => {
    const { faulty, workbench } = window;
    faulty.heal();
    faulty.forgetRequests();
    const later = { CreationDate: new Date(now - hour), CompletionDate: new Date(now - hour / 2) };
    await window.serve(accountOf([...good, { ...good[0], ...later, BackupJobId: 'bad', State: 'FAILED' }]));
    await workbench.row(/^Needs attention, /).waitFor();
    await workbench
      .row(/^logs-0, Failed, /)
      .first()
      .waitFor();
    assert.equal(faulty.requests.filter(({ operation }) => operation === 'ListBackupJobs').length, 1);
  });

  it('finds a resource by its name, and one that is not loaded by its ARN', async () => {
    const { workbench } = window;
    const find = async (text: string, choice: RegExp) => {
      await workbench.runCommand('Backup Jobs: Find Resource…');
      await workbench.quickInput.getByPlaceholder('Name, ARN or type').fill(text);
      await workbench.quickInput.getByRole('option', { name: choice }).waitFor();
      await workbench.picture(`find-resource-${choice.source.slice(1, 4)}`);
      await workbench.page.keyboard.press('Enter');
    };
    await find('logs-0', /^logs-0, Failed · /);
    await workbench.page.getByRole('tab', { name: /^logs-0/ }).waitFor();
    // A panel that opens late would take the focus from the next list, which closes then.
    await workbench.webview('.story');
    await find('arn:aws:s3:::logs-25', /^As typed/);
    await workbench.page.getByRole('tab', { name: /^logs-25/ }).waitFor();
    await find('arn:aws:s3:::nowhere', /^As typed/);
    await workbench.page.getByText('AWS Backup lists no job of this resource').waitFor();
  });
});

function generatedAccount(jobs: number) {
  return generateAccount({ seed: 7, jobs, now });
}
