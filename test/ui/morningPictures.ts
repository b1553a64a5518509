import path from 'node:path';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { cacheFolder } from '../host/cachedInstall.js';
import { type Theme, untilTrue } from '../host/workbench.js';
import { accountOf } from '../service/givenAccount.js';
import { openServedWindow, type ServedWindow } from './window.js';

/** The pictures of {@link takeMorningPictures}: `50-overview-dark-1000.png`. */
export const morningPicturesFolder = path.join(cacheFolder, 'pictures', 'morning');

/**
 * Takes pictures of the tree with the overview and with the panel of a job, for somebody to look at: with
 * none, few and many failures, in each theme, in a small and a large window.
 */
export async function takeMorningPictures(): Promise<void> {
  const window = await openServedWindow(nightsWith(0), {
    isBusy: true,
    settings: { 'backupJobs.showNeedsAttention': true },
  });
  await window.workbench.openBackupJobs();
  for (const failures of [0, 3, 50, 500]) await take(window, failures);
  await window.close();
}

async function take({ serve, workbench }: ServedWindow, failures: number): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.setTheme('light');
  await serve(nightsWith(failures));
  await workbench.runCommand('Backup Jobs: Find Resource…');
  await workbench.quickInput.getByPlaceholder('Name, ARN or type').fill(nameOf(0));
  await workbench.choice(nameOf(0)).click();
  await workbench.webview('[data-field="BackupJobId"] .value');
  await workbench.runCommand('Backup Jobs: Open Overview');
  const overview = await workbench.webview('[data-section="failures"]');
  await untilTrue(overview, `document.querySelector('main').ariaBusy === 'false'`);
  await workbench.untilQuiet();
  for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] satisfies Theme[]) {
    await workbench.setTheme(theme);
    for (const [name, tab] of [
      ['panel', nameOf(0)],
      ['overview', 'Backup Overview'],
    ] as const) {
      await workbench.page.getByRole('tab', { name: tab }).click();
      await workbench.webview(name === 'panel' ? '.story' : '[data-section="failures"]');
      for (const [width, height] of [
        [1000, 700],
        [1600, 1000],
      ] as const) {
        await workbench.page.setViewportSize({ width, height });
        await workbench.page.waitForTimeout(layoutMs);
        await workbench.keepPicture(`${failures}-${name}-${theme}-${width}`, morningPicturesFolder);
      }
    }
  }
}

/** The milliseconds for a page to lay itself out in another size. */
const layoutMs = 250;

const day = 86_400_000;
const problems: readonly Partial<BackupJob>[] = [
  { State: 'FAILED', MessageCategory: 'AccessDenied', StatusMessage: accessDenied() },
  {
    State: 'FAILED',
    StatusMessage: 'KMS key is either disabled or pending deletion or access to KMS key is denied',
  },
  { State: 'EXPIRED', StatusMessage: 'Backup job expired before completion.' },
  { State: 'ABORTED', StatusMessage: 'Backup job was stopped by user.' },
];

function accessDenied(): string {
  return 'Your backup job failed as AWS Backup does not have permission to describe resource. Please review your IAM policies to ensure AWS Backup can protect your resources.';
}

function nameOf(resource: number): string {
  return `${['web', 'orders-db', 'media-originals', 'customers-archive-of-2026'][resource % 4]}-${resource + 1}`;
}

/** Seven nights of some resources. In the last one, some of them have failed, each for one to five nights. */
function nightsWith(failures: number) {
  const resources = Math.max(60, Math.round(failures * 1.5));
  return accountOf(
    Array.from({ length: resources }, (_, resource) =>
      Array.from({ length: 7 }, (_, night): BackupJob => {
        const created = Date.now() - night * day - (3 * 3_600_000 + resource * 7000);
        const problem =
          resource < failures && night < 1 + (resource % 5) ? problems[resource % 4] : undefined;
        return {
          AccountId: '111122223333',
          BackupJobId: `${String(resource).padStart(8, '0')}-0000-4000-8000-${String(night).padStart(12, '0')}`,
          BackupSizeInBytes: (resource + 1) * 3_000_000_000,
          BackupVaultName: resource % 3 === 0 ? 'dev-vault' : 'prod-vault',
          CompletionDate: new Date(created + 20 * 60_000),
          CreatedBy: { BackupPlanId: 'plan', BackupPlanName: 'prod-daily', BackupRuleName: 'nightly' },
          CreationDate: new Date(created),
          IamRoleArn: 'arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole',
          PercentDone: '100.0',
          ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/vol-${resource}`,
          ResourceName: nameOf(resource),
          ResourceType: resource % 2 === 0 ? 'EBS' : 'RDS',
          StartBy: new Date(created + 8 * 3_600_000),
          State: 'COMPLETED',
          ...problem,
        };
      }),
    ).flat(),
  );
}
