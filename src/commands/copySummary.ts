import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  attentionPeriod,
  readSummaryRegion,
  type SummarySource,
  withRecords,
} from '../documents/summary/readSummary.js';
import { type Summary, type SummaryRegion, summaryText } from '../documents/summary/summaryText.js';
import { statusMessage, withViewProgress } from '../editor/notify.js';
import { itemsOfJobs } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';

/** What a summary is about. */
export interface SummarySubject {
  readonly sources: readonly SummarySource[];
  readonly connection: string;
  readonly filter: string;
}

/** Copies, as Markdown, which resources of these regions need attention, why, and since when. */
export async function copySummary(subject: SummarySubject): Promise<void> {
  if (subject.sources.length === 0) return statusMessage(l10n.t('No connection is selected'));
  const now = new Date();
  const { connection, filter } = subject;
  await copyRegions(subject, { connection, filter, period: attentionPeriod(now) }, (source) =>
    readSummaryRegion(source, now),
  );
}

/**
 * Copies, as Markdown, what is to be said of jobs that someone has chosen; `jobsOf` gives those of a region.
 */
export async function copySummaryOfJobs(
  subject: SummarySubject,
  jobsOf: (source: SummarySource) => readonly BackupJob[],
): Promise<void> {
  const sources = subject.sources.filter((source) => jobsOf(source).length > 0);
  if (sources.length === 0) return statusMessage(l10n.t('This backup job has not been read yet'));
  const { connection } = subject;
  await copyRegions({ ...subject, sources }, { connection, filter: '' }, async (source) => ({
    region: source.region,
    isSample: source.key === 'sample',
    items: await withRecords(itemsOfJobs(jobsOf(source)), source),
    isComplete: true,
    readAt: source.pool.readAt?.date,
  }));
}

async function copyRegions(
  { sources }: SummarySubject,
  head: Omit<Summary, 'regions'>,
  read: (source: SummarySource) => Promise<SummaryRegion>,
): Promise<void> {
  await withViewProgress('backupJobs.explorer', async () => {
    const regions = await Promise.all(sources.map((source) => read(source)));
    await vscode.env.clipboard.writeText(summaryText({ ...head, regions }, vscode.env.language));
    const count = regions.reduce((sum, { items }) => sum + items.length, 0);
    statusMessage(
      count === 1
        ? l10n.t('Copied a summary of 1 resource')
        : l10n.t('Copied a summary of {count} resources', { count }),
    );
  });
}
