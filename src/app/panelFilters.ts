import * as l10n from '@vscode/l10n';
import type { PanelFilter } from '../details/jobPanelOptions.js';
import { sameMessageFilter } from '../details/panelMessages.js';
import type { FilterByThisName } from '../filters/filterCommandNames.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { patternIn } from '../jobs/jobSelection.js';
import type { AppParts } from './appParts.js';
import { runOnJob } from './runCommand.js';

/**
 * The buttons of the job panel that filter the tree by values of the job. Each runs the same command as the
 * menu of a row, and shows the tree, which may be hidden.
 */
export function panelFilters(app: AppParts): PanelFilter[] {
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
    filterBy('Vault', 'filterByThisVault', l10n.t('Vault'), (job) => job.BackupVaultName),
    filterBy('Plan', 'filterByThisPlan', l10n.t('Plan'), (job) => job.CreatedBy?.BackupPlanId),
    filterBy('Resource', 'filterByThisResource', l10n.t('Resource'), (job) => job.ResourceArn),
    filterBy(sameMessageFilter, 'filterByThisMessage', l10n.t('Status message'), patternIn),
    filterBy('Category', 'filterByThisCategory', l10n.t('Message category'), (job) => job.MessageCategory),
  ];
}
