import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { endTime } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { agoText } from '../jobs/formats.js';
import { referenceIn } from '../jobs/jobReader.js';
import { patternIn } from '../jobs/jobSelection.js';
import { displayState } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine, withoutMiddle } from '../jobs/visibleText.js';
import { jobRowTitle, maxNameBesideReason } from './jobItem.js';
import type { GroupRow } from './rows.js';
import { rowText } from './rowText.js';
import { stateIcon } from './stateIcon.js';

/**
 * The row of a resource: `web-1   AccessDenied · 5 nights · EBS · 3 h ago`. A click opens the job.
 *
 * @param job the job that the row is about
 * @param facts what comes before the resource type and the age, such as the cause
 * @param isAccepted whether it is a known issue
 */
export function resourceItem(
  { id, list, session }: GroupRow,
  job: BackupJob,
  facts: readonly (string | undefined)[],
  now: Date,
  isAccepted = false,
): vscode.TreeItem {
  const title = jobRowTitle(job);
  const state = displayState(job);
  const end = endTime(job);
  const parts = [
    ...facts,
    job.ResourceType && visibleLine(job.ResourceType, 40),
    Number.isFinite(end) ? agoText(new Date(end), now) : undefined,
  ].filter((part) => part !== undefined && part !== '');
  const item = new vscode.TreeItem(
    withoutMiddle(title, maxNameBesideReason),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = id;
  item.description = rowText(parts);
  item.iconPath = stateIcon(state, isAccepted);
  const reference = referenceIn(session, job.BackupJobId);
  // VS Code then expands the row only by its twistie, like that of a job.
  if (reference !== undefined)
    item.command = {
      command: 'backupJobs.openDetail',
      title: l10n.t('Open Backup Job'),
      arguments: [reference],
    };
  item.contextValue = [
    'group',
    'resource',
    'named',
    patternIn(job) !== undefined && 'hasMessage',
    !list.isComplete && 'partial',
  ]
    .filter(Boolean)
    .join(' ');
  item.accessibilityInformation = {
    label: [...new Set([title, stateTitle(state), ...parts])].join(', '),
  };
  return item;
}
