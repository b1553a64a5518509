import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { heldAnswers } from '../cloud.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { accountOf } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, prodHome, type Window } from './window.js';

describe('A person who filters', () => {
  let faulty: FaultyService;
  let server: LoopbackServer;
  let window: Window;

  before(async () => {
    const vaults = ['dev', 'empty', 'prod', 'pro-archive'].map((name) => ({ BackupVaultName: name }));
    faulty = withFaults(createSampleService({ account: accountOf(jobs(), { vaults }) }));
    server = await startLoopbackServer(faulty.service);
    const home = prodHome();
    window = await openWindow({
      environment: { ...home, AWS_PROFILE: 'prod', AWS_ENDPOINT_URL_BACKUP: server.url },
      canBeDistant: true,
      settings: { 'backupJobs.pageSize': 3 },
      userSettings: { 'backupJobs.savedFilters': { 'Broken by me': { state: ['FAILED'], colour: 'red' } } },
    });
    await window.workbench.openBackupJobs();
    await window.workbench.row(/^prod,/).waitFor();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await server.close();
  });

  it('sets states, a vault and a time with the keyboard alone, each applied at once', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    faulty.forgetRequests();
    await keyboard.press('F1');
    await keyboard.type('Backup Jobs: Filter…', { delay: 5 });
    await workbench.choice('Backup Jobs: Filter…').waitFor();
    await keyboard.press('Enter');
    await workbench.choice('Message category').waitFor();
    await workbench.picture('filter-list');

    await keyboard.press('Enter');
    await workbench.choice('Expired').waitFor();
    await keyboard.type('exp', { delay: 20 });
    await workbench.picture('filter-states-typed');
    await keyboard.press('Enter');
    await workbench.quickInput.getByText('1 Selected').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    await workbench.quickInput.getByText('2 Selected').waitFor();
    await workbench.picture('filter-states');
    await keyboard.press('Enter');
    await workbench.choice('Message category').waitFor();
    await workbench.row(/^prod, 2/).waitFor();

    await keyboard.type('vault', { delay: 20 });
    await keyboard.press('Enter');
    await workbench.choice('empty').waitFor();
    await keyboard.type('prod', { delay: 20 });
    await keyboard.press('Enter');
    await workbench.quickInput.getByText('1 Selected').waitFor();
    await keyboard.press('Enter');
    await workbench.choice('Message category').waitFor();

    await keyboard.type('Created', { delay: 20 });
    await keyboard.press('Enter');
    await workbench.choice('last 7 days').waitFor();
    await workbench.picture('filter-time');
    await keyboard.type('2020-01-01', { delay: 20 });
    await workbench.quickInput.getByText('earlier ones are missing').waitFor();
    await workbench.picture('filter-time-typed');
    await keyboard.press('Control+A');
    await keyboard.type('last 24', { delay: 20 });
    await workbench.quickInput.getByText('is not recognized as a time').waitFor();
    assert.equal(await workbench.quickInput.getByText('For example:').evaluate(isCut), false);
    await workbench.picture('filter-time-examples');
    await keyboard.press('Enter');
    await workbench.choice('Message category').waitFor();
    await workbench.picture('filter-list-set');
    await keyboard.press('Escape');

    await workbench.untilQuiet();
    await untilEqual(() => workbench.rows(), morning);
    await workbench.view
      .getByText('State: Failed, Expired · Backup vault: prod · Created after: last 24 hours')
      .waitFor();
    await workbench.pictures('filtered');
    const asked = listings(faulty).map(({ state }) => state);
    assert.deepEqual(asked.sort(), ['EXPIRED', 'FAILED'], 'narrowing a complete result sends no request');
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('saves the filter under a name, and applies it again', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await workbench.runCommand('Backup Jobs: Save Filter…');
    await workbench.choice('Failed +1 · prod · last 24 hours').first().waitFor();
    await workbench.pictures('filter-save');
    await keyboard.type('My morning', { delay: 20 });
    await workbench.choice('As typed').filter({ hasText: 'for your team' }).click();
    await workbench.page.getByText('Saved the filter “My morning”').waitFor();
    const file = path.join(window.folder, '.vscode/settings.json');
    assert.ok(existsSync(file));
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
      'backupJobs.savedFilters': {
        'My morning': {
          state: ['FAILED', 'EXPIRED'],
          backupVaultName: ['prod'],
          createdAfter: 'last 24 hours',
        },
      },
    });
    await workbench.titleAction('Clear Filters');
    await workbench.row(/^dev,/).waitFor();
    await workbench.runCommand('Backup Jobs: Presets and Saved Filters…');
    await workbench.choice('My morning').waitFor();
    await workbench.pictures('presets');
    await keyboard.type('morning', { delay: 20 });
    await keyboard.press('Enter');
    await workbench.untilGone(workbench.row(/^dev,/));
    await untilEqual(() => workbench.rows(), morning);
  });

  it('keeps the filter when the window reloads, and renames and deletes the saved one', async () => {
    const { workbench } = window;
    const file = path.join(window.folder, '.vscode/settings.json');
    const { 'backupJobs.savedFilters': saved } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(
      file,
      JSON.stringify({ 'backupJobs.savedFilters': { ...saved, 'Broken by us': 7 } }, null, 2),
    );
    await workbench.reload();
    await workbench.openBackupJobs();
    await workbench.row(/^prod,/).waitFor();
    await untilEqual(() => workbench.rows(), morning);
    await workbench.runCommand('Backup Jobs: Presets and Saved Filters…');
    await workbench.choice('My morning').hover();
    await workbench.choice('My morning').getByRole('button', { name: 'Rename' }).click();
    await workbench.quickInput.getByText('Backup Jobs: Rename “My morning”').waitFor();
    await workbench.page.keyboard.press('Control+A');
    await workbench.page.keyboard.type('Our morning', { delay: 20 });
    await workbench.page.keyboard.press('Enter');
    await workbench.choice('Our morning').hover();
    await workbench.choice('Our morning').getByRole('button', { name: 'Delete' }).click();
    await workbench.pick('Delete');
    await workbench.choice('Running now').waitFor();
    await workbench.untilGone(workbench.choice('Our morning'));
    await workbench.page.keyboard.press('Escape');
  });

  it('opens the settings of a saved filter that cannot be used', async () => {
    const { workbench } = window;
    for (const [name, problem, folder] of [
      ['Broken by me', 'colour', 'User'],
      ['Broken by us', '{}', '\\.vscode'],
    ] as const) {
      await workbench.runCommand('Backup Jobs: Presets and Saved Filters…');
      await workbench.choice(name).waitFor();
      assert.ok(
        (await workbench.describedChoices()).includes(
          `${name} | cannot be used: ${problem}. Select it to open the settings`,
        ),
      );
      await workbench.pick(name);
      const way = new RegExp(`${folder}.*settings\\.json.*backupJobs\\.savedFilters$`);
      await workbench.page.locator('.monaco-breadcrumbs', { hasText: way }).waitFor();
      assert.ok((await workbench.editorText()).includes(name));
      await workbench.picture(`filter-broken-${folder.replaceAll(/\W/g, '')}`);
      // VS Code may show the settings in a modal editor, which Escape closes.
      await workbench.page.keyboard.press('Escape');
    }
    await workbench.runCommand('View: Close All Editors');
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('applies a preset, and filters by the values of a row', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.row(/^dev,/).waitFor();
    await workbench.runCommand('Backup Jobs: Presets and Saved Filters…');
    await workbench.pick('Completed with issues');
    await workbench.row(/^dev · Completed with issues, 1/).waitFor();
    await workbench.untilQuiet();
    assert.equal(
      (await workbench.rows())[0],
      'dev · Completed with issues | 1+',
      'found in the first page of COMPLETED jobs; more pages remain',
    );
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.row(/^prod,/).waitFor();
    await workbench.untilQuiet();
    await workbench.chooseInMenu(workbench.row(/^prod,/), 'Filter by This Vault');
    await workbench.untilGone(workbench.row(/^dev,/));
    const job = workbench.row(/^orders-db,/);
    await job.click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Filter by This' }).hover();
    await workbench.chooseItem('Filter by This Resource Type');
    await workbench.view.getByText('Backup vault: prod · Resource type: RDS').waitFor();
    await workbench.untilQuiet();
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('keeps the focused choice when more vaults arrive from a distant host', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    const held = heldAnswers();
    faulty.fail(held.fault, { operation: 'ListBackupVaults' });
    try {
      await workbench.runCommand('Backup Jobs: Clear Filters');
      // A new connection, which does not know the vaults yet.
      await workbench.runCommand('Backup Jobs: Select Regions…');
      await workbench.check('us-east-1');
      await workbench.view.getByText(' · us-east-1').waitFor();
      await workbench.untilQuiet();
      window.setDistance(200);
      await workbench.runCommand('Backup Jobs: Filter by Backup Vault…');
      await workbench.choice('prod').waitFor();
      await keyboard.type('pro', { delay: 20 });
      // Each typed letter replaces the “As typed” row and moves the focus: wait for the last one.
      await untilEqual(() => workbench.describedChoices(), ['prod | 3 loaded', 'As typed | pro']);
      await keyboard.press('ArrowDown');
      await keyboard.press('ArrowDown');
      await workbench.markedChoice.getByText('As typed').waitFor();
      // The extension hears of the focused choice later.
      await workbench.page.waitForTimeout(500);
      assert.deepEqual(await workbench.choices(), ['prod', 'As typed']);
      held.answer();
      await workbench.choice('pro-archive').waitFor();
      await keyboard.press('Enter');
      await workbench.quickInput.getByText('1 Selected').waitFor();
      await workbench.choice('pro').waitFor();
      await untilEqual(() => workbench.checkedChoices(), ['pro']);
      await workbench.pictures('filter-far');
      await keyboard.press('Escape');
    } finally {
      held.answer();
    }
  });

  it('types one value and checks another without waiting for a distant host, and keeps both', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await workbench.runCommand('Backup Jobs: Filter by State…');
    await workbench.choice('Expired').waitFor();
    await keyboard.type('exp', { delay: 20 });
    await keyboard.press('Enter');
    await workbench.quickInput.getByText('1 Selected').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    await workbench.page.waitForTimeout(1500);
    assert.deepEqual(await workbench.checkedChoices(), ['Failed', 'Expired']);
    await keyboard.press('Enter');
    await workbench.view.getByText('State: Failed, Expired').waitFor();
    await workbench.row(/^dev · Failed, 1 job/).waitFor();
  });

  it('applies checked values of a distant host only with Enter: Back and Escape change nothing', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.runCommand('Backup Jobs: Filter…');
    await workbench.choice('State').waitFor();
    await keyboard.press('Enter');
    await workbench.choice('Expired').waitFor();
    await workbench.pick('Expired');
    await workbench.quickInput.getByText('1 Selected').waitFor();
    await workbench.quickInput.getByRole('button', { name: 'Back' }).click();
    await workbench.choice('Message category').waitFor();
    assert.ok((await workbench.describedChoices()).includes('State | any'));
    await keyboard.press('Enter');
    await workbench.choice('Expired').waitFor();
    assert.deepEqual(await workbench.checkedChoices(), []);
    await workbench.pick('Expired');
    await workbench.quickInput.getByText('1 Selected').waitFor();
    await keyboard.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await workbench.runCommand('Backup Jobs: Filter…');
    await workbench.choice('Message category').waitFor();
    assert.ok((await workbench.describedChoices()).includes('State | any'));
    assert.equal(await workbench.view.getByText('State: ').count(), 0);
    await keyboard.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
  });

  it('keeps the focused choice after typing with a distant host', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.choice('Day › State').waitFor();
    await keyboard.type('state', { delay: 20 });
    await workbench.markedChoice.getByText('State › Vault').waitFor();
    await keyboard.press('ArrowDown');
    await workbench.markedChoice.getByText('Account › Vault › State').waitFor();
    await workbench.page.waitForTimeout(1000);
    assert.equal(await workbench.markedChoice.innerText(), 'Account › Vault › State');
    await keyboard.press('Escape');
  });
});

/** Runs in the page: whether the end of a text in a list row is cut off. */
function isCut(text: CuttableElement): boolean {
  for (let part: CuttableElement | null = text; part !== null; part = part.parentElement) {
    if (part.matches('.monaco-list-row')) return false;
    // An inline element has no width of its own.
    if (part.clientWidth > 0 && part.scrollWidth > part.clientWidth) return true;
  }
  return false;
}

interface CuttableElement {
  readonly clientWidth: number;
  readonly parentElement: CuttableElement | null;
  readonly scrollWidth: number;
  matches(selector: string): boolean;
}

/** The queries of the ListBackupJobs requests, oldest first. */
function listings({ requests }: FaultyService): Readonly<Record<string, string>>[] {
  return requests.filter(({ operation }) => operation === 'ListBackupJobs').map(({ query }) => query);
}

/** The rows of the failed and expired jobs of the vault “prod”. */
const morning = [
  'prod | 2 failed · 2',
  'Failed | 1',
  'orders-db | RDS · 3 h ago',
  'Expired | 1',
  'web-2 | EBS · 4 h ago',
];

function jobs(): BackupJob[] {
  const hour = 3_600_000;
  const job = (name: string, vault: string, state: string, hours: number, type = 'EBS'): BackupJob => ({
    BackupJobId: `job-${name}-${hours}`,
    BackupVaultName: vault,
    CreationDate: new Date(Date.now() - hours * hour),
    CompletionDate: new Date(Date.now() - (hours - 0.5) * hour),
    ResourceArn: `arn:aws:ec2:eu-central-1:111122223333:volume/${name}`,
    ResourceName: name,
    ResourceType: type,
    State: state,
  });
  return [
    job('web-1', 'prod', 'COMPLETED', 2),
    job('orders-db', 'prod', 'FAILED', 3, 'RDS'),
    job('web-2', 'prod', 'EXPIRED', 4),
    job('cache', 'dev', 'COMPLETED', 5),
    { ...job('files', 'dev', 'COMPLETED', 6), MessageCategory: 'VSS' },
    job('queue', 'dev', 'FAILED', 30),
    job('old', 'empty', 'COMPLETED', 300),
  ];
}
