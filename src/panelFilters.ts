import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PanelFilter } from './details/jobPanel.js';
import type { BackupJob } from './jobs/backupJob.js';

/**
 * The buttons of the job panel that filter the tree by what the job has: each runs the command that a row's menu has for it, and shows
 * the tree, which may be hidden.
 */
export function panelFilters(showTree: () => Promise<void>): PanelFilter[] {
  const filterBy = (
    name: string,
    title: string,
    valueIn: (job: BackupJob) => string | undefined,
  ): PanelFilter => ({
    name,
    title,
    applies: ({ job }) => Boolean(job && valueIn(job)),
    run: async ({ job }) => {
      await vscode.commands.executeCommand(`backupJobs.filterByThis${name}`, { kind: 'job', job });
      await showTree();
    },
  });
  return [
    filterBy('Vault', l10n.t('Vault'), (job) => job.BackupVaultName),
    filterBy('Plan', l10n.t('Plan'), (job) => job.CreatedBy?.BackupPlanId),
    filterBy('Resource', l10n.t('Resource'), (job) => job.ResourceArn),
    filterBy('Category', l10n.t('Message category'), (job) => job.MessageCategory),
  ];
}
