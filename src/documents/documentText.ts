import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobLister, JobReader, JobReference } from '../jobs/jobReader.js';
import { failureOf, type JobFailure } from '../jobs/jobSource.js';
import { jobJson, jobsJson } from './jobJson.js';
import { type DocumentSubject, subjectOf } from './jobUri.js';

/** The text of the document at a URI: its jobs as JSON, or why they cannot be shown. Never rejects. */
export async function documentText(
  uri: vscode.Uri,
  reader: JobReader & JobLister,
  signal: AbortSignal,
): Promise<string> {
  const subject = subjectOf(uri);
  if (subject === undefined) return unread(l10n.t('This address is not that of a backup job'));
  if (subject === 'tooLarge')
    return unread(
      l10n.t('This address contains too many queries'),
      l10n.t('Open the document again from the tree.'),
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
  if ('references' in subject) return textOfSome(subject.references, reader, signal);
  const { place, selection } = subject;
  const { failure, isComplete, jobs } = await reader.list(place, selection, { maxPages: 0, signal });
  if (failure !== undefined && jobs.length === 0) return unread(failure.summary, failure.detail);
  return jobsJson(jobs, { isComplete });
}

/**
 * Jobs by their IDs. They come from the lists, or from AWS Backup if no list has them, as after a reload of
 * the window. Jobs that no longer exist are left out, and a message says so.
 */
async function textOfSome(
  references: readonly JobReference[],
  reader: JobReader,
  signal: AbortSignal,
): Promise<string> {
  const jobs: DescribedBackupJob[] = [];
  let notFound: JobFailure | undefined;
  for (const reference of references) {
    try {
      jobs.push(reader.listed(reference) ?? (await reader.read(reference, signal)).job);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'notFound') throw error;
      notFound = failure;
    }
  }
  if (notFound !== undefined && jobs.length === 0) return unread(notFound.summary, notFound.detail);
  const note = l10n.t('AWS Backup no longer has {count} of the {total} jobs.', {
    count: references.length - jobs.length,
    total: references.length,
  });
  return jobsJson(jobs, { isComplete: true, ...(notFound && { note }) });
}

/** Valid JSON, so that the document stays valid, without anything that looks like a field of a job. */
function unread(summary: string, detail?: string, jobId?: string): string {
  return `${JSON.stringify({ message: summary, detail: detail || undefined, jobId }, undefined, 2)}\n`;
}
