import * as vscode from 'vscode';
import type { PanelFilter } from './details/jobPanel.js';
import type { BackupJob } from './jobs/backupJob.js';

/** The buttons of the job panel that filter the tree by what the job has: each runs the command that a row's menu has for it. */
export function panelFilters(): PanelFilter[] {
  const { t } = vscode.l10n;
  return [
    filterBy('Vault', t('Vault'), (job) => job.BackupVaultName),
    filterBy('Plan', t('Plan'), (job) => job.CreatedBy?.BackupPlanId),
    filterBy('Resource', t('Resource'), (job) => job.ResourceArn),
    filterBy('Category', t('Message category'), (job) => job.MessageCategory),
  ];
}

function filterBy(name: string, title: string, valueIn: (job: BackupJob) => string | undefined): PanelFilter {
  return {
    name,
    title,
    applies: ({ job }) => Boolean(job && valueIn(job)),
    run: ({ job }) => vscode.commands.executeCommand(`backupJobs.filterByThis${name}`, { kind: 'job', job }),
  };
}
