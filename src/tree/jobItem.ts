import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { agoText } from '../jobs/formats.js';
import { attentionReason, jobTime, jobTitle, percentDone } from '../jobs/jobFacts.js';
import { shownState } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { JobRow } from './rows.js';
import { stateIcon } from './stateLook.js';

/** The row of a job: `web-1   EBS · 2 h ago · AccessDenied`. */
export function jobItem(row: JobRow, now: Date): vscode.TreeItem {
  const { job } = row;
  const state = shownState(job);
  const title = jobRowTitle(job);
  const item = new vscode.TreeItem(title);
  item.id = row.id;
  item.description = descriptionParts(job, now).join(' · ');
  item.iconPath = stateIcon(state);
  item.contextValue = contextValue(job);
  item.command = {
    command: 'backupJobs.openDetail',
    title: vscode.l10n.t('Open Backup Job'),
    arguments: [row],
  };
  item.accessibilityInformation = {
    label: [title, stateTitle(state, localize), ...descriptionParts(job, now)].join(', '),
  };
  return item;
}

/** What a job is called in a row. */
export function jobRowTitle(job: BackupJob): string {
  return visibleLine(jobTitle(job), 100) || vscode.l10n.t('Unnamed job');
}

function descriptionParts(job: BackupJob, now: Date): string[] {
  const time = jobTime(job);
  const percent = job.State === 'RUNNING' ? percentDone(job) : undefined;
  return [
    job.ResourceType && visibleLine(job.ResourceType, 40),
    percent === undefined ? undefined : `${percent} %`,
    time && agoText(time, now, localize),
    shortReason(job),
  ].filter((part) => part !== undefined && part !== '') as string[];
}

/** A category says in a word what a message says in a sentence. */
function shortReason(job: BackupJob): string | undefined {
  const reason = attentionReason(job);
  if (reason === undefined) return undefined;
  const category = job.MessageCategory;
  return visibleLine(category && category.toUpperCase() !== 'SUCCESS' ? category : reason, 80);
}

/** Flags that menus look for: `job hasId hasResourceArn hasRecoveryPointArn`. */
function contextValue(job: BackupJob): string {
  return [
    'job',
    job.BackupJobId && 'hasId',
    job.ResourceArn && 'hasResourceArn',
    job.RecoveryPointArn && 'hasRecoveryPointArn',
  ]
    .filter(Boolean)
    .join(' ');
}
