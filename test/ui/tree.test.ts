import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { slow, throttling } from '../service/faultKinds.js';
import { accountOf } from '../service/givenAccount.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const minute = 60_000;
const start = Date.now() - 90 * minute;

/** A job every minute in two vaults; one of ten failed. */
function night(count: number): BackupJob[] {
  return Array.from({ length: count }, (_, place) => ({
    AccountId: '111122223333',
    BackupJobId: `job-${String(place).padStart(5, '0')}`,
    BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
    CreationDate: new Date(start - place * minute),
    CompletionDate: new Date(start - place * minute + 30_000),
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/vol-${place % 40}`,
    ResourceName: `web-${place}`,
    ResourceType: place % 2 === 0 ? 'EBS' : 'EC2',
    State: place % 10 === 0 ? 'FAILED' : 'COMPLETED',
    MessageCategory: place % 10 === 0 ? 'AccessDenied' : 'SUCCESS',
  }));
}

const cluster: BackupJob = {
  BackupVaultName: 'prod',
  CreationDate: new Date(start),
  ResourceArn: 'arn:aws:eks:us-east-1:111122223333:cluster/main',
  ResourceType: 'EKS',
  State: 'RUNNING',
};
const runningJobs: BackupJob[] = [
  { ...cluster, BackupJobId: 'p', ResourceName: 'main', IsParent: true, PercentDone: '50' },
  { ...cluster, BackupJobId: '1', ResourceName: 'state', ParentJobId: 'p', State: 'COMPLETED' },
  { ...cluster, BackupJobId: '2', ResourceName: 'volume-a', ParentJobId: 'p', PercentDone: '10' },
  { ...cluster, BackupJobId: '3', ResourceName: 'volume-b', ParentJobId: 'p', PercentDone: '20' },
];
const running = accountOf(runningJobs);

const small = accountOf(
  [
    { BackupVaultName: 'archive-vault', ResourceName: 'cache', State: 'COMPLETED' },
    { ResourceName: 'orders-db', ResourceType: 'RDS', State: 'FAILED' },
    { ResourceName: 'web-1', State: 'RUNNING' },
  ].map((job) => ({
    BackupJobId: job.ResourceName,
    BackupVaultName: 'prod-vault',
    CreationDate: new Date(start),
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${job.ResourceName}`,
    ResourceType: 'EBS',
    ...job,
  })),
);

/** Failed jobs and two completed ones, with long names. */
const longNames = accountOf(
  Array.from({ length: 13 }, (_, place) => ({
    BackupJobId: `long-${place}`,
    BackupVaultName: place === 0 ? 'archive-vault-of-the-team' : 'production-vault-of-the-whole-team',
    CreationDate: new Date(start - place * 60_000),
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${place}`,
    ResourceName: `customers-archive-of-2026-${17 + place}`,
    ResourceType: 'EBS',
    ...(place % 12 === 0 ? { State: 'COMPLETED' } : { MessageCategory: 'AccessDenied', State: 'FAILED' }),
  })),
);

describe('A person who uses the tree', () => {
  let window: ServedWindow;

  before(async () => {
    window = await openServedWindow(accountOf(night(700)), {
      settings: { 'backupJobs.pageSize': 200, 'backupJobs.runningJobsInterval': 1 },
    });
    // The palette lists only the commands that are known when it opens.
    await window.workbench.page.locator('.activitybar [aria-label^="Backup Jobs"]').first().waitFor();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    window.faulty.heal();
  });
  after(() => window.close());

  it('runs Load All from the palette, which opens the view with complete counts', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Load All');
    await workbench.row(/^dev, 234 jobs, 24 failed/).waitFor();
    await workbench.untilQuiet();
    await untilEqual(() => workbench.rows(), ['dev | 24 failed · 234', 'prod | 46 failed · 466']);
    await workbench.picture('load-all-by-palette');
  });

  it('runs Load All for a filter that was set while the view was hidden', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Show Explorer');
    await workbench.runCommand('Backup Jobs: Filter by State…');
    await workbench.check('Failed');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await workbench.runCommand('Backup Jobs: Load All');
    await workbench.row(/^dev · Failed, 24 jobs/).waitFor();
    await untilEqual(() => workbench.rows(), ['dev · Failed | 24', 'prod · Failed | 46']);
  });

  it('folds a long list by night, and loads more with the keyboard without moving the focus', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Clear Filters');
    const beforeSix = new Date().setHours(5, 59, 0, 0) - 24 * 60 * minute;
    const threeNights = night(700).map((job, place) => ({
      ...job,
      CreationDate: new Date(beforeSix - place * 3 * minute),
    }));
    await window.serve(accountOf(threeNights));
    await workbench.row(/^Load more…/).waitFor();
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('None: one list of jobs');
    await workbench.row(/^web-1, /).waitFor();
    await workbench.row(/^web-1, /).click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Enter');
    await workbench.row(/, 360\+ jobs, 36\+ failed$/).waitFor();
    await workbench.untilQuiet();
    await workbench.pictures('folded');
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Enter');
    const older = workbench.row(/, 240\+ jobs, 24\+ failed$/);
    await older.waitFor();
    await workbench.untilQuiet();
    const focused = await workbench.page
      .locator('.sidebar .monaco-list-row.focused')
      .getAttribute('aria-label');
    assert.match(focused ?? '', /, 240\+ jobs, 24\+ failed$/);
    await workbench.pictures('folded-end');
  });

  it('groups the jobs by other dimensions without a request', async () => {
    const { faulty, workbench } = window;
    faulty.forgetRequests();
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.picture('group-by');
    await workbench.pick('State › Vault');
    await workbench.row(/^Failed, /).waitFor();
    assert.deepEqual(
      faulty.requests.map(({ operation }) => operation),
      [],
    );
    await untilEqual(async () => (await workbench.rows())[0], 'Failed | 60+');
    await workbench.pictures('grouped');
  });

  it('sees one row for an error of several groups, and retries with one click', async () => {
    const { faulty, workbench } = window;
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Vault › State');
    await workbench.row(/^dev, /).waitFor();
    await workbench.untilQuiet();
    faulty.fail(throttling, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    await workbench.toggle(/^dev, /);
    await workbench.row(/Too many requests to AWS Backup/).waitFor();
    await workbench.toggle(/^prod, /);
    await workbench.untilQuiet();
    const rows = await workbench.rows();
    assert.deepEqual(
      [rows[0], rows.filter((row) => row.endsWith('Retry')).length],
      ['Too many requests to AWS Backup | Retry', 1],
    );
    await workbench.pictures('throttled');
    faulty.heal();
    await workbench.row(/Too many requests to AWS Backup/).click();
    await workbench.untilGone(workbench.row(/Too many requests to AWS Backup/));
    await workbench
      .row(/^Failed, /)
      .first()
      .waitFor();
    await workbench.picture('recovered');
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('runs Load All, sees its progress, stops it, and continues later', async () => {
    const { faulty, workbench } = window;
    faulty.fail(slow(30_000), { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    const more = workbench.row(/^Load more…/).last();
    await more.hover();
    await more.getByRole('button', { name: 'Load All' }).dblclick();
    const loading = workbench.row(/^Loading all…/);
    await loading.waitFor();
    await workbench.pictures('loading-all');
    // An immediate click counts as part of the double click, and stops nothing.
    await untilEqual(async () => {
      await loading.hover();
      await loading.getByRole('button', { name: 'Stop Loading' }).click();
      return loading.waitFor({ state: 'detached', timeout: 1000 }).then(
        () => 'stopped',
        () => 'loading',
      );
    }, 'stopped');
    // A page may have arrived while the pictures were taken.
    await workbench
      .row(/^Load (more|the rest)…/)
      .last()
      .waitFor();
    faulty.heal();
    await workbench.runCommand('Backup Jobs: Load All');
    await workbench.row(/^dev, 234 /).waitFor();
    await workbench.untilQuiet();
    assert.deepEqual(
      (await workbench.rows()).filter((row) => /^(dev|prod) /.test(row)),
      ['dev | 24 failed · 234', 'prod | 46 failed · 466'],
    );
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('sees a few jobs completely expanded and in few rows, and collapses what to keep collapsed', async () => {
    const { workbench } = window;
    await window.serve(small);
    await workbench.row(/^cache, /).waitFor();
    await workbench.untilQuiet();
    const rows = async () => (await workbench.rows()).map((row) => row.replace(/\d+ h ago/, '#'));
    const all = [
      'prod-vault | 1 failed · 2',
      'Failed | 1',
      'orders-db | RDS · #',
      'Running | 1',
      'web-1 | EBS · #',
      'archive-vault · Completed | 1',
      'cache | EBS · #',
    ];
    const kept = [...all.slice(0, 1), ...all.slice(5)];
    assert.deepEqual(await rows(), all);
    const { width } = (await workbench.view.boundingBox()) ?? { width: 0 };
    assert.ok(width > 0 && width <= 300, `the default width of the view, not ${width}`);
    const label = workbench.row(/^archive-vault/).locator('.monaco-icon-label-container');
    const isCut = await label.evaluate((shown) => {
      const { clientWidth, scrollWidth } = shown as unknown as Record<'clientWidth' | 'scrollWidth', number>;
      return scrollWidth > clientWidth;
    });
    assert.equal(isCut, false, 'the title is not cut');
    await workbench.pictures('few-jobs');
    await workbench.toggle(/^prod-vault, /);
    await workbench.titleAction('Refresh');
    await workbench.untilQuiet();
    await untilEqual(rows, kept);
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('State › Vault');
    await workbench.row(/^Failed · prod-vault, 1 job/).waitFor();
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Vault › State');
    await workbench.row(/^archive-vault/).waitFor();
    await untilEqual(rows, kept);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('sees the cause and the count beside long names, at the default width', async () => {
    const { workbench } = window;
    await window.serve(longNames);
    await workbench.row(/^customers-archive-of-2026-18, Failed, /).waitFor();
    await workbench.untilQuiet();
    const rowsWithRoom = await workbench.page
      .locator('.sidebar .monaco-list-row')
      .evaluateAll((rows: LabelledRow[]) =>
        rows
          .map((row) => ({
            label: row.querySelector('.monaco-icon-label-container'),
            text: row.querySelector('.label-description'),
          }))
          .map(({ label, text }) => {
            const right =
              (label?.getBoundingClientRect().right ?? 0) - (text?.getBoundingClientRect().left ?? 0);
            const isWhole = label !== null && label.scrollWidth <= label.clientWidth;
            return `${text?.textContent}: ${isWhole || right >= 45}`;
          }),
      );
    assert.deepEqual(
      // Beside a name without a cause, the rest may be cut.
      rowsWithRoom.filter((row) => !row.startsWith('EBS')).map((row) => row.replace(/\d+ h ago/, '#')),
      [
        '11 failed · 12: true',
        '11: true',
        ...Array.from({ length: 11 }, () => 'AccessDenied · EBS · #: true'),
        '1: true',
        '1: true',
      ],
    );
    await workbench.pictures('long-names');
  });

  it('expands a parent job to its nested jobs, and sees how many have completed', async () => {
    const { workbench } = window;
    await window.serve(running);
    await workbench.toggle(/^main, /);
    const rows = (await workbench.rows()).map((row) => row.replaceAll(/\d+ h ago/g, '#'));
    assert.deepEqual(rows, [
      'prod | 4',
      'Running | 3',
      'main | EKS · 1 of 3 completed · 50 % · #',
      'state | EKS · #',
      'volume-a | EKS · 10 % · #',
      'volume-b | EKS · 20 % · #',
      'Completed | 1',
      'state | EKS · #',
    ]);
    await workbench.pictures('nested');
  });

  it('sees the percentage change without a click, and a job move when it ends', async () => {
    const { workbench } = window;
    const [parent, done, a, b] = runningJobs;
    running.replaceJobs([
      { ...parent, PercentDone: '75' },
      { ...done },
      { ...a, PercentDone: '60' },
      { ...b },
    ]);
    await workbench.row(/^volume-a, Running, EKS, 60 %/).waitFor();
    await workbench.row(/^main, Running, EKS, 1 of 3 completed, 75 %/).waitFor();
    await workbench.pictures('live');
    running.replaceJobs([
      { ...parent, PercentDone: '90' },
      { ...done },
      { ...a, State: 'FAILED', CompletionDate: new Date() },
      { ...b, PercentDone: '95' },
    ]);
    await workbench.row(/^Failed, 1 job/).waitFor();
    await workbench
      .row(/^volume-a, Failed/)
      .first()
      .waitFor();
    await workbench.page
      .locator('.activitybar [aria-label*="1 resource without a complete backup"]')
      .first()
      .waitFor();
    await workbench.picture('live-failed');
    assert.deepEqual(await workbench.notifications(), []);
  });
});

/** The part of an element that a function in the page uses. */
interface LabelledRow {
  querySelector(selector: string): LabelledPart | null;
}

interface LabelledPart {
  readonly clientWidth: number;
  readonly scrollWidth: number;
  readonly textContent: string | null;
  getBoundingClientRect(): { readonly left: number; readonly right: number };
}
