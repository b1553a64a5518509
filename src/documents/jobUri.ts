import * as vscode from 'vscode';
import type { JobReference } from '../jobs/jobReader.js';

/** The scheme of the read-only documents that show a job. */
export const jobScheme = 'backup-job';

/** `backup-job:/<connection>/<region>/<BackupJobId>.json`: it names the job and holds nothing of it. */
export function uriOf(reference: JobReference): vscode.Uri {
  const parts = [reference.connection, reference.region, `${reference.backupJobId}.json`];
  return vscode.Uri.from({ scheme: jobScheme, path: `/${parts.map(encodeURIComponent).join('/')}` });
}

/** The job that a URI names; undefined where it names none. */
export function referenceOf(uri: vscode.Uri): JobReference | undefined {
  const [, connection, region, file, ...rest] = uri.path.split('/').map(decodePart);
  if (!connection || !region || !file?.endsWith('.json') || file === '.json' || rest.length > 0)
    return undefined;
  return { connection, region, backupJobId: file.slice(0, -'.json'.length) };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
