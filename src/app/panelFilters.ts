import * as vscode from 'vscode';
import type { PanelFilter } from '../details/jobPanel.js';
import type { FilterByThisName } from '../filters/filterCommandNames.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { AppParts } from './appParts.js';
import { runOnJob } from './runCommand.js';

/**
 * The buttons of the job panel that filter the tree by what the job has: each runs the command that a row's
 * menu has for it, and shows the tree, which may be hidden.
 */
export function panelFilters(app: AppParts): PanelFilter[] {
  const { t } = vscode.l10n;
  const filterBy = (
    name: string,
    command: FilterByThisName,
    title: string,
    valueIn: (job: BackupJob) => string | undefined,
  ): PanelFilter => ({
    name,
    title,
    applies: ({ job }) => Boolean(job && valueIn(job)),
    run: async (target) => {
      await runOnJob(command, target, app);
      await app.tree.bringToFront();
    },
  });
  return [
    filterBy('Vault', 'filterByThisVault', t('Vault'), (job) => job.BackupVaultName),
    filterBy('Plan', 'filterByThisPlan', t('Plan'), (job) => job.CreatedBy?.BackupPlanId),
    filterBy('Resource', 'filterByThisResource', t('Resource'), (job) => job.ResourceArn),
    filterBy('Category', 'filterByThisCategory', t('Message category'), (job) => job.MessageCategory),
  ];
}
