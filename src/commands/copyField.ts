import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobTarget } from './jobTarget.js';

/** A field whose value a command copies. */
export type CopiedField = 'BackupJobId' | 'RecoveryPointArn' | 'ResourceArn';

/** Copies one field of a job, exactly as AWS wrote it, and says so in the status bar for a moment. */
export async function copyField(
  target: JobTarget | undefined,
  field: CopiedField & keyof BackupJob,
): Promise<void> {
  const value =
    target?.job?.[field] ?? (field === 'BackupJobId' ? target?.reference?.backupJobId : undefined);
  if (value === undefined) {
    return statusMessage(
      target !== undefined && target.job === undefined
        ? l10n.t('This backup job has not been read yet')
        : l10n.t('The selected backup job has no {field}', { field }),
    );
  }
  await vscode.env.clipboard.writeText(value);
  statusMessage(l10n.t('Copied {field}', { field }));
}
