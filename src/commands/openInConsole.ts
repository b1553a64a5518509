import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isHistoryKey } from '../connection/connection.js';
import { statusMessage } from '../editor/notify.js';
import { consoleLink } from '../jobs/consoleLink.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { withReferences } from './withReferences.js';

/** Opens a job's page in the AWS console, in the browser. */
export async function openInConsole(job: JobTarget): Promise<void> {
  await withReferences([job], async ([{ backupJobId, connection, region }]) => {
    if (connection === 'sample')
      return statusMessage(l10n.t('The sample account is built in, so the AWS console does not have it'));
    if (isHistoryKey(connection))
      return statusMessage(
        l10n.t('This job is from a history: it may be too old for the AWS console, which lists 30 days'),
      );
    const link = consoleLink(region, backupJobId);
    if (link === undefined)
      return statusMessage(l10n.t('The AWS console of {region} has no public address', { region }));
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  });
}
