import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirm, showError, showInformation } from '../editor/notify.js';
import { pickOne } from '../editor/pickOne.js';
import { deleteArchive, type StoredArchive, storedArchives } from '../history/archive/storedArchives.js';
import { failureText } from '../jobs/failureText.js';
import { jobsText } from '../jobs/formats.js';
import { failureOf } from '../jobs/jobSource.js';

/** What {@link deleteHistory} needs. */
export interface DeleteHistoryContext {
  /** The folder with the file of each account. */
  readonly folder: string;
  /** The bundle of `historyWorker.ts`. */
  readonly workerFile: string;
  /** An account as shown to the user. */
  readonly accountText: (account: string) => string;
  /** Called when jobs have been deleted. */
  readonly onDeleted: () => void;
}

/** Deletes the kept history of an account that the user selects and confirms. Says so if it fails. */
export async function deleteHistory({
  accountText,
  folder,
  onDeleted,
  workerFile,
}: DeleteHistoryContext): Promise<void> {
  try {
    const archives = await storedArchives(folder, workerFile);
    if (archives.length === 0) {
      await showInformation(l10n.t('No job history is stored on this machine.'));
      return;
    }
    const picked = await pickOne<StoredArchive>({
      title: l10n.t('Backup Jobs: Delete Job History'),
      placeholder: l10n.t('Select the history to delete'),
      choices: archives.map((archive) => ({
        label: accountText(archive.account),
        description: archive.isOfOtherEndpoint ? l10n.t('of an endpoint that is not AWS’s own') : '',
        detail: contentText(archive),
        value: archive,
      })),
    });
    if (picked === undefined || picked === 'back') return;
    const { value } = picked;
    const isConfirmed = await confirm(
      l10n.t('Delete the job history of {account}', { account: accountText(value.account) }),
      `${contentText(value)}. ${l10n.t('Jobs that AWS Backup no longer lists cannot be read again.')}`,
      l10n.t('Delete History'),
    );
    if (!isConfirmed) return;
    await deleteArchive(value, workerFile);
    onDeleted();
  } catch (error) {
    await showError(`${l10n.t('The job history was not deleted.')} ${failureText(failureOf(error))}`);
  }
}

function contentText({ extent, file, reason }: StoredArchive): string {
  if (extent === undefined) {
    const text = l10n.t('A file that could not be read: {file}', { file });
    return reason === undefined ? text : `${text}. ${reason}`;
  }
  const { language } = vscode.env;
  const jobs = jobsText({ known: extent.jobs, isExact: true }, language);
  if (extent.first === undefined || extent.last === undefined) return jobs;
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return `${jobs} · ${days.formatRange(extent.first, extent.last)}`;
}
