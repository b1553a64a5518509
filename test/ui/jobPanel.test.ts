import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { BackupJob, DescribedBackupJob } from '../../src/jobs/backupJob.js';
import { visibleStart } from '../../src/jobs/visibleText.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { type Theme, takesAllThemes, themes } from '../host/workbench.js';
import { hostileJob, hostileTexts, mixedHostileJobs, tripwireName } from '../hostile.js';
import { accessDenied, hang, resetConnection } from '../service/faultKinds.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { accountOf, type GivenAccount } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { accessibilityViolations, animatedElements } from './accessibility.js';
import { unfoldAllFields } from './allFields.js';
import { lowContrasts } from './contrast.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, prodHome, type Window } from './window.js';

describe('The job panel', () => {
  let account: GivenAccount;
  let faulty: FaultyService;
  let server: LoopbackServer;
  let window: Window;
  let panel: Frame;

  before(async () => {
    account = accountOf([
      ...nightly(),
      ...sameCause(),
      ...cluster(),
      ...underWay(),
      { BackupJobId: 'job-without-anything' },
    ]);
    faulty = withFaults(createSampleService({ account, describesOtherAccounts: true }));
    server = await startLoopbackServer(faulty.service);
    window = await openWindow({
      // axe examines every element.
      isBusy: true,
      environment: {
        ...prodHome(),
        AWS_PROFILE: 'prod',
        AWS_ENDPOINT_URL_BACKUP: server.url,
        AWS_MAX_ATTEMPTS: '1',
      },
      settings: { 'backupJobs.runningJobsInterval': 1 },
    });
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.row(/^prod,/).waitFor();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    faulty.heal();
  });
  after(async () => {
    await window.close();
    await server.close();
  });

  it('shows the listed fields at once, and then requests the rest', async () => {
    const { workbench } = window;
    faulty.forgetRequests();
    faulty.fail(hang, { times: Number.POSITIVE_INFINITY });
    await workbench
      .row(/^web-1, Failed,/)
      .first()
      .click();
    panel = await workbench.webview('h1');
    await untilEqual(() => panel.locator('h1').innerText(), 'web-1');
    await panel.locator('.reading').waitFor();
    assert.match(
      await panel.locator('[data-section=status]').innerText(),
      /does not have permission to describe/,
    );
    const fields = panel.locator('[data-section=allFields] details > .group > dl > .field');
    assert.deepEqual([await fields.count(), await fields.first().isVisible()], [32, false]);
    await unfoldAllFields(panel);
    assert.ok(await fields.first().isVisible());
    const forRelatedJobs = () =>
      faulty.requests.filter(({ query }) => query['resourceArn'] ?? query['parentJobId']);
    assert.deepEqual(forRelatedJobs(), [], 'the related jobs are in the complete list');
    faulty.heal();
    await panel.getByRole('button', { name: 'Refresh' }).click();
    await workbench.untilGone(panel.locator('.reading'));
    // A refresh also reads the related jobs again.
    while (forRelatedJobs().length === 0) await workbench.page.waitForTimeout(50);
  });

  it('shows why a job failed, when, and how the other nights of its resource ended', async () => {
    const { workbench } = window;
    await panel.getByText('5 nights in a row').waitFor();
    assert.match(
      await panel.locator('.story').innerText(),
      /^Failed 5 nights in a row since \w+ \d+ · last good backup 5 d ago · plan nightly$/,
    );
    assert.match(
      await panel.locator('.verdict').innerText(),
      /^(25 of 30|24 of 29) days have a good backup; none on /,
    );
    assert.match(await panel.locator('.lastGood').innerText(), /^Last good backup: 5 d ago/);
    assert.equal(await panel.locator('.dayJob').count(), 30);
    const fix = panel.locator('.suggestedFix');
    assert.match(await fix.innerText(), /AWSBackupServiceRolePolicyForBackup/);
    const [icon, text] = [
      await fix.locator('> .codicon').boundingBox(),
      await fix.locator('h3').boundingBox(),
    ];
    assert.ok(
      icon && text && text.x > icon.x && icon.y < text.y + text.height,
      'the icon is beside its text',
    );
    assert.match(
      await panel.locator('.marks').innerText(),
      /Created[\s\S]*Started[\s\S]*late by 10 min[\s\S]*Ended[\s\S]*Expected/,
    );
    assert.match(
      await panel.locator('[data-field="CreatedBy.BackupRuleCron"]').innerText(),
      /At 05:00 \(Europe\/Berlin\) · next /,
    );
    assert.match(
      await panel.locator('[data-field=ResourceArn] .pieces').innerText(),
      /service ec2\s*region eu-central-1\s*account 111122223333\s*volume vol-0a1b2c3d/,
    );
    assert.deepEqual(await panel.locator('.concerned > div').allInnerTexts(), [
      'IAM role\nAWSBackupDefaultServiceRole\naccount 111122223333',
    ]);
    assert.deepEqual(await panel.locator('section').evaluateAll(sectionNames), [
      'status',
      'resource',
      'timeline',
      'allFields',
    ]);
    await workbench.picture('job-panel');
  });

  it('shows which other resources failed with the same message, and leads to them', async () => {
    const { workbench } = window;
    const others = panel.locator('.sameCause');
    await others.getByText(/^Same cause: 2 other resources, among the loaded jobs since \w+ \d+$/).click();
    await workbench.picture('job-panel-same-cause');
    await others.getByRole('button', { name: /^web-3/ }).click();
    await panel.locator('h1', { hasText: 'web-3' }).waitFor();
    await others.getByRole('button', { name: /^web-1/ }).click();
    await panel.locator('h1', { hasText: 'web-1' }).waitFor();
    await panel.locator('.story.known').waitFor();
  });

  it('shows other ages as time passes, and replaces nothing under the pointer', async () => {
    await panel.evaluate(`addEventListener('message', ({ data }) => { globalThis.lastShown = data; })`);
    await panel.getByRole('button', { name: 'Refresh' }).click();
    const isRead =
      'globalThis.lastShown?.isReading === false && lastShown.relatedJobs?.resource !== undefined';
    await untilEqual(() => panel.evaluate(isRead), true);
    assert.deepEqual(await panel.evaluate(showLater), {
      kept: [true, true, true],
      texts: ['7 h ago', 'Last good backup: 6 d ago'],
    });
  });

  it('navigates to the last good backup with the keyboard, and back', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await panel.locator('.dayJob.this').focus();
    for (let night = 0; night < 5; night++) await keyboard.press('ArrowLeft');
    assert.match(await panel.locator('.dayJob:focus').getAttribute('title').then(String), /^Completed · /);
    await keyboard.press('Enter');
    await panel.locator('.state.tone-good').waitFor();
    await panel.getByText('Latest jobs: Failed 5 nights in a row').waitFor();
    assert.equal(
      await panel.locator('[data-section=status]').count(),
      0,
      'a good backup needs no explanation',
    );
    await workbench.picture('job-panel-good');
    await keyboard.press('Alt+ArrowLeft');
    await panel.locator('.state.tone-bad').waitFor();
    await panel.getByRole('button', { name: 'Forward' }).click();
    await panel.locator('.state.tone-good').waitFor();
    await panel.getByRole('button', { name: 'Back', exact: true }).click();
    await panel.locator('.state.tone-bad').waitFor();
    // The history skips a job that is left before its related jobs are read.
    await panel.locator('.story.known').waitFor();
  });

  it('follows the selection in the tree, and a panel of Open in New Panel does not', async () => {
    const { workbench } = window;
    await workbench.chooseInMenu(workbench.row(/^web-1, Failed,/).first(), 'Open in New Panel');
    await workbench.page.locator('.tab', { hasText: 'web-1' }).nth(1).waitFor();
    await workbench
      .row(/^web-1, Failed,/)
      .first()
      .click();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await workbench.page.keyboard.press(key);
    await panel
      .locator('[data-field=BackupJobId] .value', { hasText: '4A1B0001' })
      .waitFor({ timeout: 10_000 });
    await untilPanelsShow([nightId(0), nightId(1)]);
    await workbench.picture('job-panel-two');
  });

  it('is restored after a reload of the window, as is a second panel, each with its job', async () => {
    const { workbench } = window;
    const before = await idsInPanels();
    await panel.locator('[data-key=back]:not([inert])').waitFor();
    await workbench.reload();
    await workbench.row(/^prod,/).waitFor();
    await untilPanelsShow(before);
    panel = await workbench.webview('[data-key=back]:not([inert])');
    await panel.getByRole('button', { name: 'Back', exact: true }).click();
    await untilPanelsShow([nightId(0), nightId(0)]);
    await panel.getByRole('button', { name: 'Forward' }).click();
    await untilPanelsShow(before);
    await workbench
      .row(/^web-1, Failed,/)
      .nth(2)
      .click();
    await untilPanelsShow([nightId(0), nightId(2)]);
    await workbench.runCommand('View: Close All Editors');
  });

  it('opens its job in the AWS console', async () => {
    const { workbench } = window;
    const context = workbench.page.context();
    await context.route(/amazon/, (route) => route.fulfill({ body: 'the console' }));
    await openById(nightId(0));
    await panel.getByRole('button', { name: 'Open in AWS Console' }).click();
    const opened = context.waitForEvent('page');
    await workbench.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: 'Open', exact: true })
      .click();
    const console = await opened;
    assert.equal(
      console.url(),
      `https://eu-central-1.console.aws.amazon.com/backup/home?region=eu-central-1#/jobs/backup/${nightId(0)}`,
    );
    await console.close();
    await panel.getByRole('button', { name: 'AWSBackupDefaultServiceRole' }).click();
    const ofRole = context.waitForEvent('page');
    await workbench.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: 'Open', exact: true })
      .click();
    const role = await ofRole;
    assert.equal(
      role.url(),
      'https://console.aws.amazon.com/iam/home?region=eu-central-1#/roles/details/AWSBackupDefaultServiceRole',
    );
    await role.close();
  });

  it('shows all jobs with the same cause in the tree', async () => {
    const { workbench } = window;
    await panel.locator('.sameCause').getByRole('button', { name: 'Show All' }).click();
    await workbench.view.getByText(/Status message: .*does not have permission to describe/).waitFor();
    await workbench.untilQuiet();
    await workbench.picture('job-panel-same-cause-all');
    const vaults = (await workbench.rows()).filter((row) => /^(elsewhere|prod|No vault) /.test(row));
    assert.deepEqual(vaults, ['elsewhere · Failed | 2', 'prod · Failed | 5']);
    await workbench.titleAction('Clear Filters');
    await workbench.untilQuiet();
  });

  it('filters the tree by its job’s values, and the result is copied as a CLI command and opens as JSON', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    for (const name of ['Message category', 'Resource', 'Plan', 'Vault'])
      await panel.getByRole('button', { name, exact: true }).click();
    await workbench.untilQuiet();
    await workbench.picture('job-panel-filters');
    await untilEqual(
      async () => (await workbench.rows()).map((row) => row.replace(/ \| .*EBS · .*/, '')),
      ['prod · Failed | 5', ...Array(5).fill('web-1')],
    );
    await workbench.view
      .getByText(
        `Backup vault: prod · Backup plan: nightly (${plan}) · Message category: AccessDenied · Resource ARN: ${volume}`,
      )
      .waitFor();
    const group = workbench.row(/^prod · Failed, /);
    await workbench.chooseInMenu(group, 'Copy as AWS CLI Command');
    await workbench.page.getByText('Copied the AWS CLI command').waitFor();
    assert.equal(
      await workbench.clipboard(),
      `aws backup list-backup-jobs --by-backup-vault-name prod --by-message-category AccessDenied --by-resource-arn ${volume} --by-state FAILED --query '{BackupJobs: BackupJobs[?CreatedBy.BackupPlanId == '\\''${plan}'\\'']}' --region eu-central-1 --profile prod`,
    );
    await workbench.chooseInMenu(group, 'Open as JSON');
    await workbench.page.getByRole('tab', { name: 'BackupJobs.json' }).waitFor();
    await workbench.editorText();
    await workbench.picture('json-group');
    await keyboard.press('Control+A');
    await keyboard.press('Control+C');
    const { BackupJobs } = JSON.parse(await workbench.clipboard());
    assert.deepEqual(
      BackupJobs.map(({ BackupJobId }: BackupJob) => BackupJobId),
      [0, 1, 2, 3, 4].map(nightId),
    );
    await workbench.runCommand('View: Close All Editors');
    await workbench.titleAction('Clear Filters');
    await workbench.untilQuiet();
  });

  it('reveals its job in the tree with one click', async () => {
    const { workbench } = window;
    await openById(nightId(10));
    await panel.locator('.state.tone-good').waitFor();
    await panel.getByRole('button', { name: 'Reveal in Tree' }).click();
    const selected = workbench.page.locator('.sidebar .monaco-list-row.selected');
    await workbench.page
      .locator('.sidebar .monaco-list-row.selected', { hasText: 'EBS · 10 d ago' })
      .waitFor();
    assert.match(String(await selected.getAttribute('aria-label')), /^web-1, Completed, /);
    await workbench.picture('job-panel-revealed');
  });

  it('shows the nested jobs of a parent, and navigates to them and back', async () => {
    const { workbench } = window;
    await openById('PARENT-1');
    await panel.locator('[data-section=relatedJobs]', { hasText: '4: 1 failed, 3 completed' }).waitFor();
    await workbench.picture('job-panel-parent');
    await panel.getByRole('button', { name: /^namespace-3/ }).click();
    await panel.getByRole('heading', { name: 'Jobs of the same parent' }).waitFor();
    await untilEqual(() => panel.locator('[data-field=ParentJobId] .value').innerText(), 'PARENT-1');
    await panel.getByRole('button', { name: /^cluster-1/ }).click();
    await panel.locator('h1', { hasText: 'cluster-1' }).waitFor();
  });

  it('refreshes a running job in place while the panel is visible', async () => {
    const { workbench } = window;
    await openById('RUNNING-1');
    await panel.getByText('42 % done').waitFor();
    await workbench.picture('job-panel-running');
    account.replaceJobs([...underWay('77.0'), ...nightly(), ...cluster()]);
    await panel.getByText('77 % done').waitFor();
    faulty.fail(resetConnection, { times: Number.POSITIVE_INFINITY, operation: 'DescribeBackupJob' });
    await panel.locator('.notice', { hasText: 'The connection was lost' }).waitFor();
    assert.equal(await panel.locator('.state').innerText(), 'Running', 'the known fields stay');
    faulty.heal();
    await workbench.untilGone(panel.locator('.notice'));
    faulty.fail(accessDenied, { times: Number.POSITIVE_INFINITY, operation: 'DescribeBackupJob' });
    await panel.locator('.notice', { hasText: 'Access denied' }).waitFor();
    faulty.forgetRequests();
    await workbench.page.waitForTimeout(2500);
    const again = faulty.requests.filter(({ path }) => path.endsWith('/RUNNING-1'));
    assert.deepEqual(again, [], 'a denied request is not repeated');
    await workbench.picture('job-panel-refused');
    faulty.heal();
    await panel.getByRole('button', { name: 'Refresh' }).click();
    await workbench.untilGone(panel.locator('.notice'));
    account.replaceJobs([...nightly(), ...cluster()]);
    await panel.locator('.notice').waitFor();
    await workbench.picture('job-panel-gone');
  });

  it('shows a run large in its start window, and each time once, with UTC on focus and as ISO in a copy', async () => {
    const { workbench } = window;
    const jobs = inStartWindow();
    account.replaceJobs(jobs);
    const { page } = workbench;
    for (const { BackupJobId: id = '' } of jobs) {
      await openById(id);
      await panel.locator('[data-field=BackupJobId] .value', { hasText: id }).waitFor({ state: 'attached' });
      await workbench.untilGone(panel.locator('.reading'));
      for (const [theme, width] of [
        ['dark', 1000],
        ['light', 1000],
        ['light', 820],
      ] as const) {
        await workbench.setTheme(theme);
        await page.setViewportSize({ width, height: 700 });
        // At once, because the panel replaces its elements whenever it shows the job again.
        await panel.evaluate(
          `[...document.querySelectorAll('.amounts, .marks')].at(-1).scrollIntoView(false)`,
        );
        await workbench.picture(`job-panel-timeline-${id}-${theme}-${width}`);
      }
    }
    await page.setViewportSize({ width: 1000, height: 700 });
    await openById('WINDOW-RUN');
    await panel.locator('h1', { hasText: 'ran-12-min' }).waitFor();
    const [line, run] = [
      await panel.locator('.line').boundingBox(),
      await panel.locator('.span.running').boundingBox(),
    ];
    assert.ok(line && run && run.width > line.width / 2, 'the run is large');
    assert.match(
      await panel.locator('.spans').innerText(),
      /waited 5 min\s*ran 12 min\s*Not to scale: Start by/,
    );
    const created = jobs[0]?.CreationDate?.toISOString() ?? '';
    const utc = `${created.slice(0, 19).replace('T', ' ')} UTC`;
    const time = panel.locator('.time').first();
    assert.equal(await time.getAttribute('title'), utc);
    const isVisible = () => panel.locator('.time + .utc').first().evaluate(isUnclipped);
    assert.equal(await isVisible(), false);
    await panel.getByRole('button', { name: 'Refresh' }).focus();
    while (!(await time.evaluate(hasFocus))) await page.keyboard.press('Tab');
    assert.equal(await isVisible(), true);
    await workbench.picture('job-panel-timeline-utc');
    await page.keyboard.press('Enter');
    await page.getByText('Copied CreationDate').waitFor();
    assert.equal(await workbench.clipboard(), created);
    await unfoldAllFields(panel);
    const field = panel.locator('[data-field=CreationDate]');
    assert.equal((await field.locator('.value').innerText()).split(utc).length, 2, 'UTC is there once');
    await field.getByRole('button', { name: 'Copy CreationDate' }).focus();
    assert.equal(await field.locator('.utc').evaluate(isUnclipped), true);
    await workbench.picture('job-panel-field-utc');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('shows a job that has only an ID', async () => {
    account.replaceJobs([{ BackupJobId: 'job-without-anything' }]);
    await openById('job-without-anything');
    await panel.getByText('This job names no resource').waitFor();
    await untilEqual(() => panel.locator('.absent').count(), 31);
    await window.workbench.picture('job-panel-empty');
  });

  it('says that a job does not exist', async () => {
    await openById('no-such-job');
    await panel.locator('.notice').waitFor();
    await window.workbench.picture('job-panel-none');
    assert.deepEqual(await window.workbench.notifications(), []);
  });

  it('shows hostile text in every field whole and as plain text', async () => {
    const { workbench } = window;
    const { bidi, long, longLine, markup } = hostileTexts;
    const jobs = [hostileJob(markup), hostileJob(bidi), ...mixedHostileJobs(4)].map((job, place) => ({
      ...job,
      BackupJobId: `hostile-${place}`,
      IsParent: false,
    }));
    const longJob = { BackupJobId: 'hostile-long', ResourceName: long, StatusMessage: longLine };
    account.replaceJobs([...jobs, longJob]);
    for (const job of [...jobs, longJob]) {
      await openById(job.BackupJobId);
      await panel.locator('[data-field=BackupJobId] .value', { hasText: job.BackupJobId }).waitFor();
      await workbench.untilGone(panel.locator('.reading'));
      const expected = textFields(job).map(([path, value]) => [
        path,
        value === '' ? '(empty)' : visibleStart(value, 10_000),
      ]);
      const shown = new Map(await panel.locator('[data-section=allFields] .field').evaluateAll(shownTexts));
      assert.deepEqual(
        expected.map(([path = '']) => [path, shown.get(path)]),
        expected,
        job.BackupJobId,
      );
      await workbench.picture(`job-panel-${job.BackupJobId}`);
      assert.equal(await panel.locator('main img, main script, main svg, main a, main iframe').count(), 0);
    }
    assert.equal(await panel.getByRole('button', { name: 'Show all 1,000,000 characters' }).count(), 3);
    for (const [field, text] of [
      ['ResourceName', long],
      ['StatusMessage', longLine],
    ] as const) {
      const button = panel.locator(`[data-field=${field}]`).getByRole('button', { name: 'Show all' });
      await button.click();
      await workbench.untilGone(button);
      assert.equal(await panel.locator('.long:focus').textContent(), text, 'the whole text has the focus');
    }
    assert.equal(await panel.locator('main img, main script, main svg, main a, main iframe').count(), 0);
    await assertNothingHasRun();
  });

  it('shows hostile text in JSON as plain text, and explains a field on hover', async () => {
    const { workbench } = window;
    const { page } = workbench;
    const { long, markup } = hostileTexts;
    account.replaceJobs([hostileJob(markup, { BackupJobId: 'hostile', BackupVaultArn: long })]);
    await openById('hostile', 'Open as JSON');
    await page.getByRole('tab', { name: 'hostile.json' }).waitFor();
    const name = page.locator('.editor-instance .view-line').getByText('"BackupSizeInBytes"');
    await name.waitFor();
    assert.ok((await workbench.editorText()).includes(`"AccountId": ${JSON.stringify(markup)}`));
    await workbench.picture('json-hostile');
    await workbench.tooltip(name, 'The size, in bytes, of a backup');
    await assertNothingHasRun();
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.runCommand('View: Close All Editors');
  });

  it('has no axe violations in any theme, narrow and wide', async function () {
    this.timeout(180_000);
    const { workbench } = window;
    const hostile = hostileJob(hostileTexts.markup, { BackupJobId: 'hostile', IsParent: false });
    const bare = { BackupJobId: 'job-without-anything' };
    account.replaceJobs([...nightly(), ...cluster(), ...underWay(), bare, hostile]);
    const found: string[] = [];
    const look = async (what: string, rules: 'all' | 'colours') => {
      for (const line of await accessibilityViolations(panel, rules)) found.push(`${what}: ${line}`);
    };
    // Each job is checked in all themes. Every other job takes them in reverse order, so that the theme need
    // not change between two jobs.
    const order = Object.keys(themes) as Theme[];
    for (const [id, widths] of [
      [nightId(0), [1600]],
      ['hostile', [1600, 400]],
      ['job-without-anything', [400]],
      ['PARENT-1', [400]],
      ['RUNNING-1', [1000]],
    ] as const) {
      await openById(id);
      await panel.locator('[data-field=BackupJobId] .value', { hasText: id }).waitFor();
      await workbench.untilGone(panel.locator('.reading'));
      if (id !== 'job-without-anything') await panel.locator('.strip').waitFor();
      for (const theme of order) {
        await workbench.setTheme(theme);
        // Colours do not depend on the width.
        for (const width of theme === 'light' ? widths : widths.slice(0, 1)) {
          await workbench.page.setViewportSize({ width: width === 400 ? 820 : width, height: 1400 });
          if (theme === 'light' || takesAllThemes)
            await workbench.picture(`job-panel-${theme}-${width}-${id}`);
          await look(`${theme} ${width} ${id}`, theme === 'light' ? 'all' : 'colours');
          for (const line of await lowContrasts(panel)) found.push(`${theme} ${id}: ${line}`);
        }
      }
      order.reverse();
    }
    assert.deepEqual(found, []);
    assert.deepEqual(await animatedElements(panel), []);
  });

  /** Waits until the open panels show these jobs. */
  async function untilPanelsShow(ids: readonly string[]): Promise<void> {
    for (let look = 0; (await idsInPanels()).join() !== ids.join(); look++) {
      assert.ok(look < 100, `${await idsInPanels()}`);
      await window.workbench.page.waitForTimeout(100);
    }
  }

  async function idsInPanels(): Promise<string[]> {
    const texts = window.workbench.page.frames().map((frame) =>
      frame
        .locator('[data-field=BackupJobId] .value')
        .allTextContents()
        .catch(() => []),
    );
    return (await Promise.all(texts)).flat().sort();
  }

  async function assertNothingHasRun(): Promise<void> {
    for (const frame of window.workbench.page.frames())
      assert.equal(await frame.evaluate(`globalThis.${tripwireName}`), undefined, frame.url());
  }

  /** Opens a job by ID, in the only open panel or with a button of the input box. */
  async function openById(id: string, button?: string): Promise<void> {
    const { workbench } = window;
    const box = workbench.quickInput.getByPlaceholder('A backup job’s ID');
    for (let attempt = 0; ; attempt++) {
      await workbench.runCommand('Backup Jobs: Open Job by ID…');
      // The panel of the previous job may take the focus late, which closes the box.
      const isFilled = await box.fill(id, { timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (isFilled) break;
      assert.ok(attempt < 5, 'the box for the ID stays open');
    }
    if (button !== undefined) return workbench.quickInput.getByRole('button', { name: button }).click();
    await workbench.page.keyboard.press('Enter');
    panel = await workbench.webview('vscode-toolbar-button');
  }
});

/** The path and the value of each text field of a job, nested ones included. */
function textFields(job: DescribedBackupJob): [path: string, value: string][] {
  const within = (value: unknown, path: string): [string, string][] => {
    if (typeof value === 'string') return [[path, value]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) => within(member, `${path}.${name}`));
  };
  return Object.entries(job).flatMap(([name, value]) => within(value, name));
}

/** In the page: the names of the sections, from the top. */
function sectionNames(sections: readonly FieldElement[]): (string | null)[] {
  return sections.map((section) => section.getAttribute('data-section'));
}

/** Runs in the page: the path and the text of each field that has one. */
function shownTexts(fields: readonly FieldElement[]): [path: string, text: string][] {
  return fields.flatMap((field): [string, string][] => {
    const value = field.querySelector(':scope > dd > .shown .value');
    return value === null ? [] : [[field.getAttribute('data-field') ?? '', value.textContent ?? '']];
  });
}

/** Runs in the page: whether the focus is on an element. */
function hasFocus(element: FieldElement): boolean {
  return element.matches(':focus');
}

/** Runs in the page: whether an element is not for screen readers only. */
function isUnclipped(element: FieldElement): boolean {
  return String(element.computedStyleMap().get('clip-path')) === 'none';
}

/** Runs in the page: shows the job again, with other ages. `texts` and `kept` say what has become of it. */
const showLater = `(() => {
  const later = structuredClone(globalThis.lastShown);
  later.viewModel.head.facts.at(-1).text = '7 h ago';
  later.relatedJobs.resource.lastGood = 'Last good backup: 6 d ago';
  const kept = ['.dayJob.this', '.fact', '.lastGood'].map((selector) => document.querySelector(selector));
  dispatchEvent(new MessageEvent('message', { data: later }));
  return {
    kept: kept.map((element) => element.isConnected),
    texts: [kept[1].parentElement.lastChild.textContent, kept[2].querySelector('.stamp').firstChild.textContent],
  };
})()`;

interface FieldElement {
  matches(selector: string): boolean;
  computedStyleMap(): { get(property: string): unknown };
  getAttribute(name: string): string | null;
  querySelector(selector: string): { readonly textContent: string | null } | null;
}

/** A volume that is backed up every night; the last five backups failed. */
function nightly(): BackupJob[] {
  return Array.from({ length: 30 }, (_, back): BackupJob => {
    const created = new Date(Date.now() - back * day - 3 * hour);
    const isGood = back >= 5;
    return {
      AccountId: '111122223333',
      BackupJobId: nightId(back),
      BackupSizeInBytes: 107_374_182_400,
      BackupType: 'SNAPSHOT',
      BackupVaultArn: 'arn:aws:backup:eu-central-1:111122223333:backup-vault:prod',
      BackupVaultName: 'prod',
      BytesTransferred: isGood ? 3_221_225_472 : 0,
      CompletionDate: new Date(created.getTime() + (back === 0 ? 74 : isGood ? 65 : 4) * minute),
      CreatedBy: {
        BackupPlanArn: `arn:aws:backup:eu-central-1:111122223333:backup-plan:${plan}`,
        BackupPlanId: plan,
        BackupPlanName: 'nightly',
        BackupPlanVersion: 'MTY5NzAzNTMwNg',
        BackupRuleCron: 'cron(0 5 ? * * *)',
        BackupRuleId: 'rule-1',
        BackupRuleName: 'every-night',
        BackupRuleTimezone: 'Europe/Berlin',
      },
      CreationDate: created,
      EncryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      ExpectedCompletionDate: new Date(created.getTime() + (back === 0 ? 120 : 50) * minute),
      IamRoleArn: 'arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole',
      InitiationDate: new Date(created.getTime() + (back === 0 ? 70 : 3) * minute),
      IsEncrypted: true,
      IsParent: false,
      MessageCategory: isGood ? 'SUCCESS' : 'AccessDenied',
      PercentDone: isGood ? '100.0' : '0.0',
      RecoveryPointLifecycle: { DeleteAfterDays: 35, MoveToColdStorageAfterDays: -1 },
      ...(isGood && { RecoveryPointArn: `arn:aws:ec2:eu-central-1::snapshot/snap-${back}` }),
      ResourceArn: volume,
      ResourceName: 'web-1',
      ResourceType: 'EBS',
      StartBy: new Date(created.getTime() + 60 * minute),
      State: isGood ? 'COMPLETED' : 'FAILED',
      ...(!isGood && {
        StatusMessage:
          'Your backup job failed as AWS Backup does not have permission to describe resource arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b2c3d. Please review your IAM policies to ensure AWS Backup can protect your resources.',
      }),
      VaultLockState: 'UNLOCKED',
      VaultType: 'BACKUP_VAULT',
    };
  });
}

/** Two more volumes, of which AWS Backup says the same. */
function sameCause(): BackupJob[] {
  const [latest = {}] = nightly();
  return ['web-2', 'web-3'].map((name, place) => {
    const arn = `arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b2c3${place}`;
    return {
      BackupJobId: `SAME-${place}`,
      AccountId: '111122223333',
      BackupVaultName: 'elsewhere',
      CompletionDate: new Date(Date.now() - (place + 3) * hour),
      CreationDate: new Date(Date.now() - (place + 4) * hour),
      ResourceArn: arn,
      ResourceName: name,
      ResourceType: 'EBS',
      State: 'FAILED',
      StatusMessage: latest.StatusMessage?.replace(volume, arn),
    };
  });
}

/** The ID of the job of so many nights ago. */
function nightId(back: number): string {
  return `4A1B${String(back).padStart(4, '0')}-9EB0-435A-A80B-108B488B0D45`;
}

/** A parent job and its nested jobs, one of which failed. */
function cluster(): BackupJob[] {
  const created = new Date(Date.now() - 5 * hour);
  const common: BackupJob = {
    AccountId: '111122223333',
    BackupVaultName: 'prod',
    CreationDate: created,
    CompletionDate: new Date(created.getTime() + hour),
    ResourceArn: 'arn:aws:eks:eu-central-1:111122223333:cluster/cluster-1',
    ResourceType: 'EKS',
  };
  const children = [1, 2, 3, 4].map((place): BackupJob => {
    const isBad = place === 3;
    return {
      ...common,
      BackupJobId: `CHILD-${place}`,
      ParentJobId: 'PARENT-1',
      ResourceArn: `arn:aws:eks:eu-central-1:111122223333:namespace/cluster-1/${place}`,
      ResourceName: `namespace-${place}`,
      State: isBad ? 'FAILED' : 'COMPLETED',
      ...(isBad && { StatusMessage: 'An internal error occurred.' }),
    };
  });
  return [
    {
      ...common,
      BackupJobId: 'PARENT-1',
      IsParent: true,
      ResourceName: 'cluster-1',
      State: 'PARTIAL',
      StatusMessage: 'A message that nobody has heard of.',
      MessageCategory: 'UNHEARD_OF',
    },
    ...children,
  ];
}

/** A job that is still running after its expected completion. */
function underWay(percent = '42.0'): BackupJob[] {
  const created = new Date(Date.now() - 2 * hour);
  return [
    {
      AccountId: '111122223333',
      BackupJobId: 'RUNNING-1',
      BackupVaultName: 'prod',
      BytesTransferred: 53_687_091_200,
      CreationDate: created,
      ExpectedCompletionDate: new Date(created.getTime() + 90 * minute),
      InitiationDate: new Date(created.getTime() + 5 * minute),
      PercentDone: percent,
      ResourceArn: 'arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-1',
      ResourceName: 'shared-files',
      ResourceType: 'EFS',
      StartBy: new Date(created.getTime() + 60 * minute),
      State: 'RUNNING',
    },
  ];
}

/** Jobs with a start window of eight hours: one ran 12 minutes, one waits, and one expired. */
function inStartWindow(): BackupJob[] {
  const created = new Date(Date.now() - 9 * hour - (Date.now() % minute));
  const after = (minutes: number) => new Date(created.getTime() + minutes * minute);
  const common: BackupJob = {
    BackupVaultName: 'prod',
    CreationDate: created,
    ResourceType: 'EBS',
    StartBy: after(480),
  };
  return [
    {
      ...common,
      BackupJobId: 'WINDOW-RUN',
      CompletionDate: after(17),
      InitiationDate: after(5),
      ResourceName: 'ran-12-min',
      State: 'COMPLETED',
      BackupSizeInBytes: 107_374_182_400,
      BytesTransferred: 3_221_225_472,
      ExpectedCompletionDate: after(7 * 1440),
    },
    {
      ...common,
      BackupJobId: 'WINDOW-LATE',
      CompletionDate: after(312),
      InitiationDate: after(300),
      ResourceName: 'waited-5-h',
      State: 'FAILED',
      StatusMessage: 'An internal error occurred.',
      ExpectedCompletionDate: after(7 * 1440),
    },
    {
      ...common,
      BackupJobId: 'WINDOW-WAIT',
      CreationDate: new Date(Date.now() - 2 * hour),
      ResourceName: 'waits',
      StartBy: new Date(Date.now() + 6 * hour),
      State: 'CREATED',
    },
    {
      ...common,
      BackupJobId: 'WINDOW-MISSED',
      CompletionDate: after(481),
      ResourceName: 'expired',
      State: 'EXPIRED',
      StatusMessage: 'Backup job could not start because there is a running job for the same resource.',
      ExpectedCompletionDate: after(7 * 1440),
    },
  ];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const plan = '8F81F553-3A74-4A3F-B93D-B3360DC80C50';
const volume = 'arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b2c3d';
