import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BackupJob } from '../jobs/backupJob.js';
import { filterRow, listFilters, ownValue, textFilters } from '../jobs/filterTable.js';
import { agoText } from '../jobs/formats.js';
import { attentionReason, jobTime, jobTitle, percentDone } from '../jobs/jobFacts.js';
import { displayState } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { rollUpOf } from './nestedJobs.js';
import { isBranch, type JobRow, type ParentJobRow } from './rows.js';
import { stateIcon } from './stateIcon.js';

/** The row of a job: `web-1   EBS · 2 h ago · AccessDenied`. */
export function jobItem(row: JobRow | ParentJobRow, now: Date): vscode.TreeItem {
  const { job } = row;
  const state = displayState(job);
  const title = jobRowTitle(job);
  const parts = descriptionParts(row, now);
  const item = new vscode.TreeItem(
    title,
    isBranch(row) ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = row.id;
  item.description = parts.join(' · ');
  item.iconPath = stateIcon(state);
  item.contextValue = contextValue(row);
  item.command = {
    command: 'backupJobs.openDetail',
    title: l10n.t('Open Backup Job'),
    arguments: [row],
  };
  item.accessibilityInformation = {
    label: [title, stateTitle(state), ...parts].join(', '),
  };
  return item;
}

/** The name of a job's resource on one line, never empty. */
export function jobRowTitle(job: BackupJob): string {
  return visibleLine(jobTitle(job), 100) || l10n.t('Unnamed job');
}

function descriptionParts(row: JobRow | ParentJobRow, now: Date): string[] {
  const { job } = row;
  const time = jobTime(job);
  const percent = job.State === 'RUNNING' ? percentDone(job) : undefined;
  return [
    job.ResourceType && visibleLine(job.ResourceType, 40),
    rollUpText(row),
    percent === undefined ? undefined : `${percent} %`,
    time && agoText(time, now),
    shortReason(job),
  ].filter((part) => part !== undefined && part !== '') as string[];
}

/** How many nested jobs have completed, if all of them are known. */
function rollUpText(row: JobRow | ParentJobRow): string | undefined {
  const rollUp = isBranch(row) ? rollUpOf(row.session.pool.knownList(row.list.selection)) : undefined;
  return rollUp && l10n.t('{completed} of {total} completed', { ...rollUp });
}

/**
 * Why a job needs attention, in few words: its message category or, without a useful one, the start of the
 * reason.
 */
export function shortReason(job: BackupJob): string | undefined {
  const reason = attentionReason(job);
  if (reason === undefined) return undefined;
  const category = job.MessageCategory;
  return visibleLine(category && category.toUpperCase() !== 'SUCCESS' ? category : reason, 80);
}

/** Flags for the `when` clauses of menus: `job hasId hasVault hasState more`. */
function contextValue(row: JobRow | ParentJobRow): string {
  const { job } = row;
  const hasMore = isBranch(row) && row.list.hasStarted && !row.list.isComplete;
  return [
    'job',
    job.BackupJobId && 'hasId',
    job.ResourceArn && 'hasResourceArn',
    job.RecoveryPointArn && 'hasRecoveryPointArn',
    ...valueFlags(job),
    isBranch(row) && 'parent',
    job.ParentJobId && 'nested',
    hasMore && 'more',
  ]
    .filter(Boolean)
    .join(' ');
}

/** A flag for each command that filters by a value that the job has: `hasVault` for `filterByThisVault`. */
function valueFlags(job: BackupJob): string[] {
  return [...listFilters, ...textFilters].flatMap((name) => {
    const { thisCommand } = filterRow(name);
    return thisCommand && ownValue(job, name) ? [thisCommand.replace('filterByThis', 'has')] : [];
  });
}
