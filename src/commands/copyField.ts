import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import { fieldIn, type TextField } from '../jobs/jobField.js';
import type { JobTarget } from '../jobs/jobTarget.js';

/**
 * Copies a field of each job, exactly as AWS wrote it, one value per line, and says so in the status bar.
 * Skips jobs without the field; copies nothing if no job has it.
 */
export async function copyField(jobs: readonly JobTarget[], field: TextField): Promise<void> {
  const values = jobs.map((target) => fieldOf(target, field)).filter((value) => value !== undefined);
  if (values.length > 0) await vscode.env.clipboard.writeText(values.join('\n'));
  statusMessage(outcomeText(jobs, values.length, field));
}

function fieldOf({ job, reference }: JobTarget, field: TextField): string | undefined {
  return (
    (job && fieldIn(job, field)) ||
    (field === 'BackupJobId' ? reference?.backupJobId : undefined) ||
    undefined
  );
}

function outcomeText(jobs: readonly JobTarget[], copied: number, field: TextField): string {
  const [first] = jobs;
  if (jobs.length > 1) {
    const counts = { copied, field, total: jobs.length };
    return copied === 0
      ? l10n.t('None of the {total} selected backup jobs has a {field}', counts)
      : l10n.t('Copied the {field} of {copied} of {total} backup jobs', counts);
  }
  if (copied > 0) return l10n.t('Copied {field}', { field });
  return first?.job === undefined
    ? l10n.t('This backup job is not loaded yet')
    : l10n.t('The selected backup job has no {field}', { field });
}
