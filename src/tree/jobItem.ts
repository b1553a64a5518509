import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { noKnownIssues } from '../jobs/acceptedIssues.js';
import { endTime } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { resourceDimension } from '../jobs/dimensions.js';
import { filterRow, listFilters, ownValue, textFilters } from '../jobs/filterTable.js';
import { ageOrDateText, dateClockText } from '../jobs/formats.js';
import { attentionReason, jobTitle, percentDone, specificCategory } from '../jobs/jobFacts.js';
import { displayState, hasIssues, isBad, isInProgress } from '../jobs/jobStates.js';
import { canChange, jobStateText } from '../jobs/lastKnown.js';
import { visibleLine, withoutMiddle } from '../jobs/visibleText.js';
import { rollUpOf } from './nestedJobs.js';
import { isBranch, type JobRow, type ParentJobRow } from './rows.js';
import { rowText } from './rowText.js';
import { stateIcon } from './stateIcon.js';

/**
 * The row of a job: `web-1   AccessDenied · EBS · 2 h ago`; below its resource: `Nov 28, 3:12 AM   Failed ·
 * AccessDenied · 2 h ago`. Lists are in the order of creation, so this is the age.
 */
export function jobItem(row: JobRow | ParentJobRow, now: Date, known = noKnownIssues): vscode.TreeItem {
  const { job } = row;
  const isAccepted = known.issueOf(job) !== undefined;
  const state = displayState(job);
  const date = isBelowResource(row) ? job.CreationDate : undefined;
  const title = date === undefined ? jobRowTitle(job) : dateClockText(date, vscode.env.language);
  const parts = [
    ...(isAccepted ? [l10n.t('known')] : []),
    ...(date === undefined ? descriptionParts(row, now) : partsBelowResource(row, date, now)),
  ];
  const item = new vscode.TreeItem(
    date === undefined && shortReason(job) !== undefined ? withoutMiddle(title, maxNameBesideReason) : title,
    isBranch(row) ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = row.id;
  item.description = rowText(parts);
  item.iconPath = stateIcon(state, isAccepted);
  item.contextValue = contextValue(row);
  item.command = {
    command: 'backupJobs.openDetail',
    title: l10n.t('Open Backup Job'),
    arguments: [row],
  };
  item.accessibilityInformation = {
    label: [...new Set([title, jobStateText(job, vscode.env.language), ...parts])].join(', '),
  };
  return item;
}

/** Whether the rows above contain only jobs of one resource. Nested jobs have resources of their own. */
function isBelowResource(row: JobRow | ParentJobRow): boolean {
  for (let above = row.parent; above !== undefined && above.kind !== 'job'; above = above.parent)
    if (above.kind === 'group' && above.group.dimension.name === resourceDimension.name)
      return above.group.value !== undefined;
  return false;
}

function partsBelowResource(row: JobRow | ParentJobRow, created: Date, now: Date): string[] {
  const { job } = row;
  return present([
    jobStateText(job, vscode.env.language),
    rollUpText(row),
    percentText(job),
    shortReason(job),
    ageOrDateText(created, now, vscode.env.language),
  ]);
}

/**
 * The most characters of a name that has a reason beside it. At the default width of the view, this leaves
 * room for a word or two of the reason; the tooltip has the whole name.
 */
export const maxNameBesideReason = 20;

/** The name of a job's resource on one line, never empty. */
export function jobRowTitle(job: BackupJob): string {
  return visibleLine(jobTitle(job), 100) || l10n.t('Unnamed job');
}

function descriptionParts(row: JobRow | ParentJobRow, now: Date): string[] {
  const { job } = row;
  const { parent } = row;
  const isInAttention = parent?.kind === 'attention';
  // The resources that need attention are in the order of their ends.
  const end = isInAttention ? endTime(job) : Number.NaN;
  const time = Number.isFinite(end) ? new Date(end) : job.CreationDate;
  return present([
    isInProgress(job) && !canChange(job) ? jobStateText(job, vscode.env.language) : undefined,
    shortReason(job),
    job.ResourceType && visibleLine(job.ResourceType, 40),
    rollUpText(row),
    percentText(job),
    isInAttention && parent.parts.length > 1 ? row.session.region : undefined,
    time && ageOrDateText(time, now, vscode.env.language),
  ]);
}

function percentText(job: BackupJob): string | undefined {
  const percent = job.State === 'RUNNING' && canChange(job) ? percentDone(job) : undefined;
  return percent === undefined ? undefined : `${percent} %`;
}

function present(parts: readonly (string | undefined)[]): string[] {
  return parts.filter((part) => part !== undefined && part !== '') as string[];
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
  return visibleLine(specificCategory(job) ?? reason, 80);
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
    (isBad(job) || hasIssues(job)) && 'acceptable',
    hasMore && 'more',
    row.session.isArchive && 'archived',
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
