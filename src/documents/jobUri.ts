import * as vscode from 'vscode';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { uriPart } from '../jobs/uriPart.js';
import { jobScheme } from './jobScheme.js';
import { selectionFrom, selectionText } from './selectionText.js';

/** What a document shows: one job, or those of a selection. */
export type DocumentSubject =
  | { readonly reference: JobReference }
  | { readonly place: JobPlace; readonly selection: JobSelection };

/**
 * `backup-job:/<connection>/<region>/<BackupJobId>.json`, or, for a selection, `…/BackupJobs.json?<its query>`: it names the
 * jobs and holds nothing of them.
 */
export function uriOf(subject: DocumentSubject): vscode.Uri {
  const { connection, region } = 'reference' in subject ? subject.reference : subject.place;
  const name = 'reference' in subject ? subject.reference.backupJobId : 'BackupJobs';
  const path = `/${[connection, region, `${name}.json`].map(uriPart).join('/')}`;
  const query = 'reference' in subject ? '' : selectionText(subject.selection);
  return vscode.Uri.from({ scheme: jobScheme, path, query });
}

/** What a URI names; undefined where it names nothing, `tooLarge` where that is too much to be asked for. */
export function subjectOf(uri: vscode.Uri): DocumentSubject | 'tooLarge' | undefined {
  const [, connection, region, file, ...rest] = uri.path.split('/').map(decodePart);
  if (!connection || !region || !file?.endsWith('.json') || file === '.json' || rest.length > 0)
    return undefined;
  if (uri.query === '')
    return { reference: { connection, region, backupJobId: file.slice(0, -'.json'.length) } };
  const selection = selectionFrom(uri.query);
  if (selection === undefined || selection === 'tooLarge') return selection;
  return { place: { connection, region }, selection };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
