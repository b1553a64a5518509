import assert from 'node:assert/strict';
import { generateAccount } from '../../src/sample/generateAccount.js';
import { accountOf } from '../service/givenAccount.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const now = Date.now();

describe('A person who looks in the morning', () => {
  for (const jobs of [2000, 20_000]) {
    describe(`at ${jobs.toLocaleString('en')} jobs`, () => {
      const account = generateAccount({ seed: 7, jobs, now });
      let window: ServedWindow;

      before(async () => {
        window = await openServedWindow(account, { settings: { 'backupJobs.showNeedsAttention': true } });
      });
      afterEach(function () {
        return pictureOfFailure.call(this, window);
      });
      after(() => window.close());

      it('sees what failed last night as soon as the view is open, and copies a summary with one click', async () => {
        const { workbench } = window;
        const start = Date.now();
        await workbench.openBackupJobs();
        const attention = workbench.row(/^Needs attention, \d+ resources without a complete backup/);
        await attention.waitFor();
        await workbench
          .row(/^[^,]+, (Failed|Partial|Expired|Aborted), /)
          .first()
          .waitFor();
        console.log(`      names of what failed: 1 action, ${Date.now() - start} ms`);
        await workbench.untilQuiet();
        await workbench.pictures(`morning-${jobs}`);
        const rows = await workbench.rows();
        const [, count = ''] = /^Needs attention \| (\d+) · (24|72) h until .+$/.exec(rows[0] ?? '') ?? [];
        const vaults = rows.findIndex((row) => /^\S+ \| [\d,]+\+/.test(row));
        const names = rows.slice(1, vaults).map((row) => row.split(' | ')[0] ?? '');
        assert.ok(names.length > 0 && names.length <= Number(count), rows.join('\n'));
        await attention.hover();
        await attention.getByRole('button', { name: 'Copy Summary' }).click();
        await workbench.page.getByText(`Copied a summary of ${count} resources`).waitFor();
        const summary = await workbench.clipboard();
        assert.match(
          summary,
          new RegExp(`^\\*\\*${count} resources without a complete backup in the (24|72) hours before `),
        );
        assert.deepEqual(
          names.filter((name) => !summary.includes(`**\`${name}\`**`)),
          [],
        );
        assert.deepEqual(await workbench.notifications(), []);
      });
    });
  }

  describe('after a good night', () => {
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
    const account = accountOf(good);
    let window: ServedWindow;

    before(async () => {
      window = await openServedWindow(account, {
        settings: { 'backupJobs.pageSize': 10, 'backupJobs.showNeedsAttention': true },
      });
    });
    afterEach(function () {
      return pictureOfFailure.call(this, window);
    });
    after(() => window.close());

    it('is told that nothing needs attention though not all is loaded, and of what fails then', async () => {
      const { workbench } = window;
      await workbench.openBackupJobs();
      await workbench.row(/^Needs attention, none, /).waitFor();
      await workbench.untilQuiet();
      const rows = (await workbench.rows()).map((row) => row.replace(/\d+ h until .*/, '#'));
      assert.deepEqual(rows, ['Needs attention | none, #', 'prod | 10+', 'Load more… | 10 loaded']);
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

    it('finds a resource by its name, and one that is not loaded by its ARN', async () => {
      const { workbench } = window;
      const find = async (text: string, choice: RegExp) => {
        await workbench.runCommand('Backup Jobs: Find Resource…');
        await workbench.quickInput.getByPlaceholder('Name, ARN or type').fill(text);
        await workbench.quickInput.getByRole('option', { name: choice }).waitFor();
        await workbench.picture(`find-resource-${choice.source.slice(1, 4)}`);
        await workbench.page.keyboard.press('Enter');
      };
      await find('web', /^web, Failed · /);
      await workbench.page.getByRole('tab', { name: /^web/ }).waitFor();
      await find('arn:aws:s3:::logs-25', /^As typed/);
      await workbench.page.getByRole('tab', { name: /^logs-25/ }).waitFor();
      await find('arn:aws:s3:::nowhere', /^As typed/);
      await workbench.page.getByText('AWS Backup lists no job of this resource').waitFor();
    });
  });
});
