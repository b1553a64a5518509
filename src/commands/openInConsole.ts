import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import { consoleLink } from '../jobs/consoleLink.js';
import type { JobReference } from '../jobs/jobReader.js';

/** Opens a job's page in the AWS console, in the browser. */
export async function openInConsole(reference: JobReference): Promise<void> {
  if (reference.connection === 'sample')
    return statusMessage(l10n.t('The sample account is built in: the AWS console does not know it'));
  const link = consoleLink(reference.region, reference.backupJobId);
  if (link === undefined)
    return statusMessage(
      l10n.t('The address of the AWS console for {region} is not public', { region: reference.region }),
    );
  await vscode.env.openExternal(vscode.Uri.parse(link, true));
}
