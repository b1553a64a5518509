import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { connectionOfArchive, isHistoryKey } from '../connection/connection.js';
import { readSchedule } from '../documents/summary/readSchedule.js';
import { readSummaryRegion, type SummarySource, withRecords } from '../documents/summary/readSummary.js';
import { findingCountTexts } from '../documents/summary/summarySchedule.js';
import { type Summary, type SummaryRegion, summaryContent } from '../documents/summary/summaryText.js';
import { readKnownIssues } from '../editor/knownIssueSetting.js';
import { statusMessage, withViewProgress } from '../editor/notify.js';
import type { WriteClipboard } from '../editor/pageClipboard.js';
import { acceptedIssues } from '../jobs/acceptedIssues.js';
import { attentionHours, itemsOfJobs } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JudgeJob } from '../jobs/jobStates.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { isIn, unusableTargetsText } from './unusableTargets.js';

/** The content of a summary. */
export interface SummarySubject {
  readonly sources: readonly SummarySource[];
  readonly connection: string;
  readonly filter: string;
}

/**
 * Copies which resources of these regions need attention, why, and since when. A page that has the focus also
 * writes HTML; without one, only the Markdown is copied.
 */
export async function copySummary(subject: SummarySubject, write = writeText): Promise<void> {
  if (subject.sources.length === 0) return statusMessage(l10n.t('No connection is selected'));
  const now = new Date();
  if (subject.sources.some(({ key }) => isHistoryKey(key))) return refuseHistory();
  const { connection, filter } = subject;
  const known = acceptedIssues(readKnownIssues(now));
  await copyRegions(
    subject,
    (source) => readSummaryRegion(source, now, known),
    async (regions) => {
      // Nothing is known about jobs that ended after these were loaded.
      const times = regions.map(({ readAt }) => readAt ?? now);
      const to = new Date(Math.min(...times.map((time) => time.getTime())));
      const schedule = await readSchedule(subject.sources, to);
      return { connection, filter, period: { hours: attentionHours(to), to }, regions, schedule, known };
    },
    write,
  );
}

/** Copies a summary of those jobs that are of the subject's connection. See {@link copySummary}. */
export async function copySummaryOfJobs(
  subject: SummarySubject,
  targets: readonly JobTarget[],
  write = writeText,
): Promise<void> {
  const jobsOf = (source: SummarySource) =>
    targets.flatMap((target) => (target.job !== undefined && isIn(source, target) ? [target.job] : []));
  const sources = subject.sources.filter((source) => jobsOf(source).length > 0);
  if (sources.length === 0) return statusMessage(unusableTargetsText(subject.sources, targets));
  const { connection } = subject;
  const known = acceptedIssues(readKnownIssues(new Date()));
  const read = async (source: SummarySource): Promise<SummaryRegion> => ({
    region: source.region,
    isSample: source.key === 'sample',
    items: await itemsIn(source, jobsOf(source), known.judge),
    isComplete: true,
    readAt: source.pool.readAt?.date,
  });
  await copyRegions(
    { ...subject, sources },
    read,
    (regions) => ({ connection, filter: '', regions, known }),
    write,
  );
}

/** The archive does not know the latest jobs of a resource, so nothing is said of its last good backup. */
async function itemsIn(source: SummarySource, jobs: readonly BackupJob[], judge: JudgeJob) {
  const items = itemsOfJobs(jobs);
  return connectionOfArchive(source.key) === undefined ? withRecords(items, source, judge) : items;
}

/** Says that a history does not have what a summary or a report is about. */
export function refuseHistory(): void {
  statusMessage(
    l10n.t(
      'Summaries and reports are about the last days of an account. Use Export for the jobs of a history.',
    ),
  );
}

/** Says that a command is about jobs that AWS Backup lists, and not about those of an archive. */
export function refuseArchive(): void {
  statusMessage(
    l10n.t(
      'These jobs are from the archive. Summaries, reports and the calendar are about those that AWS Backup lists.',
    ),
  );
}

/** Says that the jobs of a row are not those of the current connection. */
export function refuseOtherConnection(): void {
  statusMessage(l10n.t('These backup jobs belong to another connection. Select that connection first.'));
}

async function copyRegions(
  { sources }: SummarySubject,
  read: (source: SummarySource) => Promise<SummaryRegion>,
  summaryOf: (regions: readonly SummaryRegion[]) => Promise<Summary> | Summary,
  write: WriteClipboard,
): Promise<void> {
  await withViewProgress('backupJobs.explorer', async () => {
    const regions = await Promise.all(sources.map((source) => read(source)));
    const summary = await summaryOf(regions);
    await write(summaryContent(summary, vscode.env.language));
    statusMessage(copiedText(summary));
  });
}

/** `Copied a summary of 2 resources, 1 missed run`. */
function copiedText({ regions, schedule }: Summary): string {
  const count = regions.reduce((sum, { accepted = [], items }) => sum + items.length + accepted.length, 0);
  const counts = [
    ...(count === 0 ? [] : [count === 1 ? l10n.t('1 resource') : l10n.t('{count} resources', { count })]),
    ...findingCountTexts(schedule?.findings ?? []),
  ];
  return counts.length === 0
    ? l10n.t('Copied a summary')
    : l10n.t('Copied a summary of {counts}', { counts: counts.join(', ') });
}

const writeText: WriteClipboard = async ({ text }) => vscode.env.clipboard.writeText(text);
