import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import type { JobLister, JobReader } from '../jobs/jobReader.js';
import { failureOf } from '../jobs/jobSource.js';
import { jobJson, jobsJson } from './jobJson.js';
import { type DocumentSubject, subjectOf } from './jobUri.js';

/** The text of the document at a URI: the jobs that it names as JSON, else what keeps them from being shown. Never rejects. */
export async function documentText(
  uri: vscode.Uri,
  reader: JobReader & JobLister,
  signal: AbortSignal,
): Promise<string> {
  const subject = subjectOf(uri);
  if (subject === undefined) return unread(vscode.l10n.t('This address names no backup job'));
  if (subject === 'tooLarge')
    return unread(
      vscode.l10n.t('This address asks for too many lists of backup jobs'),
      vscode.l10n.t('Open the document again from the tree.'),
    );
  try {
    return await jobsText(subject, reader, signal);
  } catch (error) {
    const failure = failureOf(error);
    const jobId = 'reference' in subject ? subject.reference.backupJobId : undefined;
    return unread(failure.summary, failure.detail, jobId);
  }
}

async function jobsText(
  subject: DocumentSubject,
  reader: JobReader & JobLister,
  signal: AbortSignal,
): Promise<string> {
  if ('reference' in subject) return jobJson((await reader.read(subject.reference, signal)).job);
  const { place, selection } = subject;
  const { failure, isComplete, jobs } = await reader.list(place, selection, { maxPages: 0, signal });
  if (failure !== undefined && jobs.length === 0) return unread(failure.summary, failure.detail);
  return jobsJson(jobs, { isComplete, t: localize });
}

/** Valid JSON, so that the document stays one, with nothing in it that looks like a field of a job's answer. */
function unread(summary: string, detail?: string, jobId?: string): string {
  return `${JSON.stringify({ message: summary, detail: detail || undefined, jobId }, undefined, 2)}\n`;
}
