import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askText } from '../editor/askText.js';
import { pickOne } from '../editor/pickOne.js';
import { createTableText, isS3Folder, reportTitles } from '../history/athena/createTableText.js';
import type { FoundPlaces } from '../history/athena/findReportPlaces.js';
import type { ReportFormat } from '../history/athena/reportPlaces.js';
import { pickReportPlace } from './pickReportPlace.js';

/**
 * Opens the statement that creates a table of job reports, in a new document. Nothing is sent to Athena: the
 * user runs it there. Asks for the folder of the reports, which a report plan may name, and for the first
 * line of one in CSV, because a table in Athena reads the columns of CSV by their position.
 */
export async function createTableInEditor(database: string, found: Promise<FoundPlaces>): Promise<void> {
  const place = await pickReportPlace(title(), found);
  if (place === undefined) return;
  const location = place === 'another' ? await askFolder() : place.location;
  if (location === undefined) return;
  const format = await formatOf(place === 'another' ? [] : place.formats);
  if (format === undefined) return;
  const titles = format === 'CSV' ? await askTitles() : undefined;
  if (format === 'CSV' && titles === undefined) return;
  const content = createTableText({ database, table: 'backup_jobs', location, titles });
  const document = await vscode.workspace.openTextDocument({ language: 'sql', content });
  await vscode.window.showTextDocument(document);
}

async function askFolder(): Promise<string | undefined> {
  const folder = await askText({
    title: title(),
    placeholder: 's3://my-reports/Backup/111122223333/eu-west-1/',
    prompt: l10n.t('The folder in S3 that has a folder of job reports for each year'),
    read: (text) => (isS3Folder(text.trim()) ? text.trim() : undefined),
    complaint: l10n.t('Type the address of a folder, such as s3://bucket/folder/'),
  });
  return folder?.value;
}

/** The format of the reports. The user picks it unless there is only one. */
async function formatOf(formats: readonly ReportFormat[]): Promise<ReportFormat | undefined> {
  if (formats.length === 1) return formats[0];
  const picked = await pickOne<ReportFormat>({
    title: title(),
    placeholder: l10n.t('Select the format of the job reports'),
    choices: [
      { label: 'CSV', value: 'CSV' },
      { label: 'JSON', detail: l10n.t('Reports of one account and one region'), value: 'JSON' },
    ],
  });
  return picked === undefined || picked === 'back' ? undefined : picked.value;
}

async function askTitles(): Promise<readonly string[] | undefined> {
  const titles = await askText({
    title: title(),
    placeholder: 'Report Time Period Start,Report Time Period End,Account ID,Region,…',
    prompt: l10n.t('Paste the first line of a job report: Athena finds the columns by their position'),
    read: reportTitles,
    complaint: l10n.t('This is not the first line of a report of backup jobs in CSV'),
  });
  return titles?.value;
}

function title(): string {
  return l10n.t('Backup Jobs: Create a Table for Athena');
}
