import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BackupClient, ListBackupJobsCommand } from '@aws-sdk/client-backup';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { installBrowser } from '../host/browserInstall.js';
import { calmSettings } from '../host/calmSettings.js';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { installVsix, startEditor } from '../host/editorServer.js';
import { scratchFolder, testEnvironment } from '../host/testEnvironment.js';
import { packageVsix } from '../host/vsix.js';
import { launchBrowser, Workbench } from '../host/workbench.js';
import { accountOf } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { type Bench, comparedWith, median } from './bench.js';
import { timeToRow } from './timeToRow.js';

/**
 * In a window with 300 profiles in its AWS config: from Enter on the command to the first profile in the
 * page, and from Enter on the regions of another connection to its first row (a page of 1,000 jobs). Its peer
 * is a new client of the SDK that loads that page.
 */
export const connections: Bench = {
  names: ['switch.ms', 'switch.sdk.ms', 'picker300.ms'],
  run: async () => {
    const servers = [await serve('vault-0'), await serve('vault-1')] as const;
    const window = await openWindowOf(servers);
    try {
      const { workbench } = window;
      const picks: number[] = [];
      const switches: number[] = [];
      const sdk: number[] = [];
      for (let round = 0; round < 6; round++) {
        const side = round % 2 === 0 ? 0 : 1;
        picks.push(await openPicker(workbench));
        await workbench.pick(`profile-${side}`);
        switches.push(await switchTo(workbench, `vault-${side}`));
        sdk.push(await firstPage(servers[side].url));
      }
      // What the first click loads once is measured by firstRow.
      const later = (times: readonly number[]) => median(times.slice(1));
      const peer = { name: 'switch.sdk.ms', value: later(sdk), unit: 'ms' };
      return [
        comparedWith({ name: 'switch.ms', value: later(switches), unit: 'ms' }, peer),
        peer,
        { name: 'picker300.ms', value: later(picks), unit: 'ms', bound: 100 },
      ];
    } finally {
      await window.close();
      for (const server of servers) await server.close();
    }
  },
};

async function openPicker(workbench: Workbench): Promise<number> {
  const title = 'Backup Jobs: Select Connection…';
  const { keyboard } = workbench.page;
  await keyboard.press('F1');
  await workbench.quickInput.locator('input').first().fill(`>${title}`);
  await workbench.choice(title).waitFor();
  return timeToRow(workbench.page, '.quick-input-list .monaco-list-row[aria-label^="profile-0"]', () =>
    keyboard.press('Enter'),
  );
}

async function switchTo(workbench: Workbench, vault: string): Promise<number> {
  await workbench.quickInput.locator('.quick-input-count').waitFor();
  return timeToRow(workbench.page, `.sidebar [role=treeitem][aria-label^="${vault},"]`, () =>
    workbench.page.keyboard.press('Enter'),
  );
}

async function firstPage(endpoint: string): Promise<number> {
  const started = performance.now();
  const client = new BackupClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  await client.send(new ListBackupJobsCommand({ MaxResults: 1000 }));
  client.destroy();
  return performance.now() - started;
}

function serve(vault: string): Promise<LoopbackServer> {
  const job = (place: number): BackupJob => ({
    BackupJobId: `${vault}-${place}`,
    BackupVaultName: vault,
    CreationDate: new Date(Date.now() - place * 60_000),
    State: place % 50 === 0 ? 'FAILED' : 'COMPLETED',
  });
  return startLoopbackServer(
    createSampleService({ account: accountOf(Array.from({ length: 1000 }, (_, place) => job(place))) }),
  );
}

async function openWindowOf(servers: readonly [LoopbackServer, LoopbackServer]) {
  const home = scratchFolder('home');
  mkdirSync(path.join(home, '.aws'));
  const profile = (place: number) =>
    `[profile profile-${place}]\nregion = us-east-1\naws_access_key_id = bench\naws_secret_access_key = bench\n` +
    `endpoint_url = ${servers[place % 2 === 0 ? 0 : 1].url}\n`;
  writeFileSync(
    path.join(home, '.aws', 'config'),
    Array.from({ length: 300 }, (_, place) => profile(place)).join(''),
  );
  const install = await installEditor(defaultVersion, console.error);
  const dataFolder = scratchFolder('editor');
  await installVsix(install, dataFolder, await packageVsix(() => {}));
  const editor = await startEditor({
    install,
    dataFolder,
    environment: testEnvironment(home),
    settings: calmSettings,
    trustsEveryWorkspace: true,
  });
  const browser = await launchBrowser(await installBrowser(console.error));
  const workbench = await Workbench.open({ editor, browser, folder: scratchFolder('workspace') });
  await workbench.openBackupJobs();
  return {
    workbench,
    close: async () => {
      await browser.close();
      await editor.stop();
    },
  };
}
