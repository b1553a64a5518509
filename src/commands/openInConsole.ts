import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import { consoleLink } from '../jobs/consoleLink.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { withReferences } from './withReferences.js';

/** Opens a job's page in the AWS console, in the browser. */
export async function openInConsole(job: JobTarget): Promise<void> {
  await withReferences([job], async ([{ backupJobId, connection, region }]) => {
    if (connection === 'sample')
      return statusMessage(l10n.t('The sample account is built in, so the AWS console does not have it'));
    const link = consoleLink(region, backupJobId);
    if (link === undefined)
      return statusMessage(l10n.t('The AWS console of {region} has no public address', { region }));
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  });
}
