import * as vscode from 'vscode';
import { isJobReference, type JobPlace, type JobReference } from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { uriPart } from '../jobs/uriPart.js';
import { jobScheme } from './jobScheme.js';
import { parsedJson, selectionFrom, selectionText } from './selectionText.js';

/** What a document shows: one job, several jobs of one connection, or the jobs of a selection. */
export type DocumentSubject =
  | { readonly reference: JobReference }
  | { readonly references: readonly [JobReference, ...JobReference[]] }
  | { readonly place: JobPlace; readonly selection: JobSelection };

/**
 * The maximum number of jobs that one document names by ID. Its URI contains all IDs, so it must stay short.
 */
export const maxReferences = 100;

/**
 * `backup-job:/<connection>/<region>/<BackupJobId>.json`; for a selection, `…/BackupJobs.json?<its query>`;
 * for several jobs, `backup-job:/<connection>/BackupJobs.json?[[<region>, <BackupJobId>], …]`. It names the
 * jobs and contains no job data.
 */
export function uriOf(subject: DocumentSubject): vscode.Uri {
  if ('references' in subject) return uriOfReferences(subject.references);
  const { connection, region } = 'reference' in subject ? subject.reference : subject.place;
  const name = 'reference' in subject ? subject.reference.backupJobId : 'BackupJobs';
  const path = `/${[connection, region || noRegionPart, `${name}.json`].map(uriPart).join('/')}`;
  const query = 'reference' in subject ? '' : selectionText(subject.selection);
  return vscode.Uri.from({ scheme: jobScheme, path, query });
}

/** What a URI names; undefined if it names no job, `tooLarge` if it exceeds a limit of jobs or filters. */
export function subjectOf(uri: vscode.Uri): DocumentSubject | 'tooLarge' | undefined {
  const [, connection, regionPart, file, ...rest] = uri.path.split('/').map(decodePart);
  if (connection && regionPart === listName && file === undefined)
    return referencesFrom(connection, uri.query);
  const region = regionPart === noRegionPart ? '' : regionPart;
  if (
    !connection ||
    !regionPart ||
    region === undefined ||
    !file?.endsWith('.json') ||
    file === '.json' ||
    rest.length > 0
  )
    return undefined;
  if (uri.query === '')
    return { reference: { connection, region, backupJobId: file.slice(0, -'.json'.length) } };
  const selection = selectionFrom(uri.query);
  if (selection === undefined || selection === 'tooLarge') return selection;
  return { place: { connection, region }, selection };
}

function uriOfReferences(references: readonly [JobReference, ...JobReference[]]): vscode.Uri {
  const path = `/${[references[0].connection, listName].map(uriPart).join('/')}`;
  const query = JSON.stringify(references.map(({ backupJobId, region }) => [region, backupJobId]));
  return vscode.Uri.from({ scheme: jobScheme, path, query });
}

/** The jobs that a query names. The query is untrusted. */
function referencesFrom(connection: string, query: string): DocumentSubject | 'tooLarge' | undefined {
  const pairs = parsedJson(query);
  if (!Array.isArray(pairs)) return undefined;
  if (pairs.length > maxReferences) return 'tooLarge';
  const named = pairs.map((pair) => {
    const [region, backupJobId] = Array.isArray(pair) ? pair : [];
    return { connection, region, backupJobId };
  });
  const [first, ...others] = named.filter(isJobReference);
  return first === undefined || others.length + 1 < named.length
    ? undefined
    : { references: [first, ...others] };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

const listName = 'BackupJobs.json';
/** Stands for the region of jobs that name none, as those of some histories. No region has this name. */
const noRegionPart = '_';
