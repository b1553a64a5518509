import assert from 'node:assert/strict';
import { generateAccount } from '../../src/sample/generateAccount.js';
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
});
