import * as l10n from '@vscode/l10n';
import { type AttentionItem, endTime, type ResourceRecord } from '../../jobs/attention.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import { concernWords } from '../../jobs/concernWords.js';
import { consoleLink } from '../../jobs/consoleLink.js';
import { localTimeText } from '../../jobs/formats.js';
import { jobTitle } from '../../jobs/jobFacts.js';
import { displayState, knownState } from '../../jobs/jobStates.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import { statusAdvice } from '../../jobs/statusAdvice.js';
import { codeSpan } from './codeSpan.js';

/** The part of a summary for one region. */
export interface SummaryRegion {
  readonly region: string;
  /** The AWS console has no page for the jobs of the built-in account. */
  readonly isSample: boolean;
  readonly items: readonly SummaryItem[];
  /** Whether all resources that belong here are included. */
  readonly isComplete: boolean;
  /** Why some are missing, if known. */
  readonly failure?: string | undefined;
  /** When the oldest of the jobs were read. */
  readonly readAt: Date | undefined;
}

/** A resource of a summary. */
export interface SummaryItem extends AttentionItem {
  /** Absent if not all jobs of the resource could be loaded. */
  readonly record?: ResourceRecord | undefined;
}

/** A summary of the resources that need attention, or of selected jobs. */
export interface Summary {
  /** The connection, on one line. */
  readonly connection: string;
  /** The filter, in words; empty if there is none. */
  readonly filter: string;
  /**
   * The period in which the jobs ended: the `hours` before `to`. Absent if the user has selected the jobs.
   */
  readonly period?: { readonly hours: number; readonly to: Date };
  readonly regions: readonly SummaryRegion[];
}

/**
 * A summary as Markdown, for a chat, a mail or a ticket. Texts from AWS and its users are in code spans, and
 * the only links are those of {@link consoleLink}.
 */
export function summaryText(summary: Summary, locale: string): string {
  const { connection, filter, regions } = summary;
  const head = [
    `**${headline(summary, locale)}**`,
    codeSpan(connection),
    filter && l10n.t('Filter: {filter}', { filter: codeSpan(filter) }),
    ...regions.map((region) => coverageText(region, regions.length > 1, locale)),
  ];
  const items = regions.flatMap((region) => region.items.map((item) => itemText(item, region, locale)));
  return `${[head.filter(Boolean).join('  \n'), items.join('\n')].filter(Boolean).join('\n\n')}\n`;
}

function headline({ period, regions }: Summary, locale: string): string {
  const count = regions.reduce((sum, { items }) => sum + items.length, 0);
  const isComplete = regions.every((region) => region.isComplete);
  if (period === undefined) return l10n.t('Backup jobs of {count} resources', { count });
  const names = { count, hours: period.hours, time: localTimeText(period.to, locale) };
  if (count === 0 && isComplete)
    return l10n.t('No job ended without a complete backup in the {hours} hours before {time}', names);
  if (count === 0)
    return l10n.t('Not known which jobs made no complete backup in the {hours} hours before {time}', names);
  if (!isComplete)
    return l10n.t(
      '{count} or more resources without a complete backup in the {hours} hours before {time}',
      names,
    );
  return count === 1
    ? l10n.t('1 resource without a complete backup in the {hours} hours before {time}', names)
    : l10n.t('{count} resources without a complete backup in the {hours} hours before {time}', names);
}

function coverageText(
  { failure, isComplete, readAt, region }: SummaryRegion,
  isNamed: boolean,
  locale: string,
): string {
  const time = readAt && l10n.t('read {time}', { time: localTimeText(readAt, locale) });
  const coverage = isComplete
    ? l10n.t('complete')
    : failure === undefined
      ? l10n.t('not all could be read')
      : l10n.t('not all could be read: {reason}', { reason: codeSpan(failure) });
  return [isNamed && codeSpan(region), time, coverage].filter(Boolean).join(', ');
}

function itemText({ jobs, record }: SummaryItem, place: SummaryRegion, locale: string): string {
  const [job] = jobs;
  const advice = statusAdvice(job, concernWords(job, codeSpan));
  const lines = [
    `**${codeSpan(jobTitle(job)) || l10n.t('Unnamed job')}** ${factsText(job, place)}: ${causeText(job)}`,
    timesText(job, record, locale),
    advice && l10n.t('Suggested fix: {fix}', { fix: advice.suggestedFix }),
    linkText(job, place),
  ];
  return `- ${lines.filter(Boolean).join('\n  - ')}`;
}

function factsText(
  { AccountId, BackupVaultName, CreatedBy, ResourceType }: BackupJob,
  { region }: SummaryRegion,
): string {
  const facts = [
    ResourceType && codeSpan(ResourceType),
    BackupVaultName && l10n.t('vault {name}', { name: codeSpan(BackupVaultName) }),
    CreatedBy?.BackupPlanName && l10n.t('plan {name}', { name: codeSpan(CreatedBy.BackupPlanName) }),
    AccountId && codeSpan(AccountId),
    region,
  ];
  return `(${facts.filter(Boolean).join(', ')})`;
}

function causeText(job: BackupJob): string {
  const state = displayState(job);
  const category = job.MessageCategory?.toUpperCase() === 'SUCCESS' ? undefined : job.MessageCategory;
  const words = [
    knownState(state) === state || state === undefined ? stateTitle(state) : codeSpan(state),
    category && codeSpan(category),
    job.StatusMessage && codeSpan(job.StatusMessage),
  ];
  return words.filter(Boolean).join(', ');
}

/**
 * When the job ended, and since when the resource has had no good backup. The latter is "not known" unless
 * all of its jobs are known.
 */
function timesText(job: BackupJob, record: ResourceRecord | undefined, locale: string): string {
  const end = endText(job, locale);
  const ended = end && l10n.t('ended {time}', { time: end });
  if (record === undefined) return [ended, l10n.t('last good backup: not known')].filter(Boolean).join(', ');
  const { lastGood, streak } = record;
  const since =
    streak && !streak.isGood && streak.length > 1
      ? l10n.t('{count} times in a row since {time}', {
          count: streak.length,
          time: localTimeText(streak.since, locale),
        })
      : undefined;
  const good = lastGood
    ? l10n.t('last good backup: {time}', {
        time: endText(lastGood, locale) ?? l10n.t('time not known'),
      })
    : l10n.t('no good backup among the jobs that AWS Backup still lists');
  return [ended, since, good].filter(Boolean).join(', ');
}

function endText(job: BackupJob, locale: string): string | undefined {
  const end = endTime(job);
  return Number.isFinite(end) ? localTimeText(new Date(end), locale) : undefined;
}

function linkText({ BackupJobId }: BackupJob, { isSample, region }: SummaryRegion): string | undefined {
  const link = BackupJobId === undefined || isSample ? undefined : consoleLink(region, BackupJobId);
  return link && `[${l10n.t('Open in AWS Console')}](${link})`;
}
