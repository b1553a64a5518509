import * as l10n from '@vscode/l10n';
import { type AcceptedIssues, noKnownIssues } from '../../jobs/acceptedIssues.js';
import { type AttentionItem, endTime, type ResourceRecord } from '../../jobs/attention.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import { concernWords } from '../../jobs/concernWords.js';
import { consoleLink } from '../../jobs/consoleLink.js';
import type { CopiedContent } from '../../jobs/copiedContent.js';
import { headLines, type RegionCoverage } from '../../jobs/copyHead.js';
import { localTimeText } from '../../jobs/formats.js';
import { jobTitle } from '../../jobs/jobFacts.js';
import { isOfHistory } from '../../jobs/lastKnown.js';
import {
  code,
  codeAtStart,
  codeOrBlank,
  fill,
  join,
  link,
  plain,
  type RichText,
  strong,
} from '../../jobs/richText.js';
import { statusAdvice } from '../../jobs/statusAdvice.js';
import { causeText } from '../causeText.js';
import { knownIssueLine } from '../knownIssueLine.js';
import { acceptedRunLines, type SummarySchedule, scheduleText } from './summarySchedule.js';

/** The part of a summary for one region. */
export interface SummaryRegion extends RegionCoverage {
  /** Set if the filter excludes jobs that belong into a summary of what failed. */
  readonly isFiltered?: true;
  /** The AWS console has no page for the jobs of the built-in account. */
  readonly isSample: boolean;
  /** The resources without a known issue; if the user has selected the jobs, all. */
  readonly items: readonly SummaryItem[];
  /** The resources whose failures are all accepted as known issues. */
  readonly accepted?: readonly SummaryItem[];
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
  /** The runs that made no job. Absent if the user has selected the jobs. */
  readonly schedule?: SummarySchedule;
  /** The known issues that count; absent if there are none. */
  readonly known?: AcceptedIssues;
}

/**
 * A summary for a chat, a mail or a ticket: as Markdown, which reads well as plain text, and as HTML. Texts
 * from AWS and its users are code, and the only links are those of {@link consoleLink}.
 */
export function summaryContent(summary: Summary, locale: string): CopiedContent {
  const { known = noKnownIssues, regions } = summary;
  const accepted = regions.flatMap((region) => (region.accepted ?? []).map((item) => ({ item, region })));
  const openCount = regions.reduce((sum, region) => sum + region.items.length, 0);
  const title = headline(summary, { open: openCount, accepted: accepted.length }, locale);
  const head = headLines({ ...summary, headline: title }, locale);
  if (summary.period && regions.some(({ isFiltered }) => isFiltered))
    head.push(plain(l10n.t('The filter excludes jobs that belong here.')));
  const lines = (item: SummaryItem, region: SummaryRegion) => itemLines(item, region, known, locale);
  const items = regions.flatMap((region) => region.items.map((item) => lines(item, region)));
  const schedule = summary.schedule && scheduleText(summary.schedule, regions.length > 1, locale, known);
  const acceptedItems = [
    ...accepted.map(({ item, region }) => lines(item, region)),
    ...(summary.schedule === undefined ? [] : acceptedRunLines(summary.schedule, known, locale)),
  ];
  const parts: readonly SummaryPart[] = [
    { head, items },
    ...(schedule === undefined
      ? []
      : [{ head: [schedule.title, schedule.note].filter(({ text }) => text !== ''), items: schedule.items }]),
    ...(acceptedItems.length === 0
      ? []
      : [
          {
            head: [strong(plain(l10n.t('Known issues: {count}', { count: acceptedItems.length })))],
            items: acceptedItems,
          },
        ]),
  ];
  const markdown = parts.flatMap((part) => [
    part.head.map((line) => line.markdown).join('  \n'),
    part.items.map((lines) => `- ${lines.map((line) => line.markdown).join('\n  - ')}`).join('\n'),
  ]);
  return {
    text: `${markdown.filter(Boolean).join('\n\n')}\n`,
    html: parts.map(partHtml).join(''),
  };
}

/** The lines of a head, then a list. */
interface SummaryPart {
  readonly head: readonly RichText[];
  readonly items: readonly (readonly RichText[])[];
}

function partHtml({ head, items }: SummaryPart): string {
  return `<p>${head.map(({ html }) => html).join('<br>')}</p>${listHtml(items.map(itemHtml))}`;
}

/** The summary as Markdown, see {@link summaryContent}. */
export function summaryText(summary: Summary, locale: string): string {
  return summaryContent(summary, locale).text;
}

function itemHtml([title, ...facts]: readonly RichText[]): string {
  return `${title?.html ?? ''}${listHtml(facts.map(({ html }) => html))}`;
}

function listHtml(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function headline(
  { period, regions }: Summary,
  { accepted, open: count }: { readonly open: number; readonly accepted: number },
  locale: string,
): string {
  const isComplete = regions.every((region) => region.isComplete && !region.isFiltered);
  if (period === undefined)
    return count === 1
      ? l10n.t('Backup jobs of 1 resource')
      : l10n.t('Backup jobs of {count} resources', { count });
  const names = { count, hours: period.hours, time: localTimeText(period.to, locale) };
  if (count === 0 && isComplete && accepted > 0)
    return l10n.t(
      'No job ended without a complete backup in the {hours} hours before {time}, except known issues',
      names,
    );
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

/** The lines of a resource, the first of which is its title. */
function itemLines(
  { jobs, record }: SummaryItem,
  place: SummaryRegion,
  known: AcceptedIssues,
  locale: string,
): RichText[] {
  const [job] = jobs;
  const issue = known.issueOf(job);
  const name = codeAtStart(jobTitle(job));
  const title = join(
    [strong(name.text === '' ? plain(l10n.t('Unnamed job')) : name), factsText(job, place)],
    ' ',
  );
  const advice = adviceText(job);
  const address = linkText(job, place);
  return [
    join([title, causeText(job)], ': '),
    ...(issue === undefined ? [] : [knownIssueLine(issue, locale)]),
    plain(timesText(job, record, locale)),
    ...(advice === undefined ? [] : [advice]),
    ...(address === undefined ? [] : [address]),
  ].filter(({ text }) => text !== '');
}

function adviceText(job: BackupJob): RichText | undefined {
  const names: Record<string, RichText> = {};
  const words = concernWords(job, (name) => {
    const shown = code(name);
    if (shown.text === '') return '';
    const key = `name${Object.keys(names).length}`;
    names[key] = shown;
    return `{${key}}`;
  });
  const advice = statusAdvice(job, words);
  return advice && fill(l10n.t('Suggested fix: {fix}', { fix: advice.suggestedFix }), names);
}

function factsText(
  { AccountId, BackupVaultName, CreatedBy, ResourceType }: BackupJob,
  { region }: SummaryRegion,
): RichText {
  const facts = [
    ResourceType && code(ResourceType),
    BackupVaultName && fill(l10n.t('vault {name}'), { name: codeOrBlank(BackupVaultName) }),
    CreatedBy?.BackupPlanName && fill(l10n.t('plan {name}'), { name: codeOrBlank(CreatedBy.BackupPlanName) }),
    AccountId && code(AccountId),
    region,
  ];
  return join(['(', join(facts, ', '), ')']);
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

function linkText(job: BackupJob, { isSample, region }: SummaryRegion): RichText | undefined {
  const { BackupJobId } = job;
  const hasPage = !isSample && !isOfHistory(job);
  const address = BackupJobId !== undefined && hasPage ? consoleLink(region, BackupJobId) : undefined;
  return address === undefined ? undefined : link(l10n.t('Open in AWS Console'), address);
}
