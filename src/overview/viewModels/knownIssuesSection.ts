import * as l10n from '@vscode/l10n';
import { numberText } from '../../jobs/formats.js';
import { patternOfMessage } from '../../jobs/issuePattern.js';
import type { JobFilter } from '../../jobs/jobFilter.js';
import { badStates, completedWithIssues } from '../../jobs/jobStates.js';
import { type KnownIssue, type KnownIssueEntry, utcDay } from '../../jobs/knownIssue.js';
import { conditionsText, endText, reasonText } from '../../jobs/knownIssueText.js';
import { messagePattern } from '../../jobs/messagePattern.js';
import { runsIn } from '../../schedule/findingCounts.js';
import type { KnownIssueFigures } from '../figures/knownIssueTally.js';
import type { ScheduleFigures } from '../figures/scheduleFigures.js';
import type { Section, TableRow } from './section.js';
import type { ViewModelContext } from './viewModelContext.js';

/**
 * The known issues with their reasons, end dates, and what they accept among the jobs that are shown.
 * Undefined if there are none. Entries with problems accept nothing; they are reported where the settings are
 * read.
 *
 * @param schedule undefined if not all jobs of each resource are known
 */
export function knownIssuesSection(
  figures: ReadonlyMap<KnownIssue, KnownIssueFigures>,
  schedule: Pick<ScheduleFigures, 'findings'> | undefined,
  context: ViewModelContext,
): Section | undefined {
  const entries = (context.knownIssues ?? []).flatMap(({ issue, ...entry }) =>
    issue === undefined ? [] : [{ ...entry, issue }],
  );
  if (entries.length === 0) return undefined;
  const runs = new Map<KnownIssue, number>();
  for (const { finding, issue } of schedule?.findings.accepted ?? [])
    runs.set(issue, (runs.get(issue) ?? 0) + runsIn(finding));
  const rows = entries
    .map((entry) => ({ entry, counts: figures.get(entry.issue), runs: runs.get(entry.issue) ?? 0 }))
    .sort((one, other) => byEnd(one.entry, other.entry));
  return {
    name: 'knownIssues',
    title: l10n.t('Known issues'),
    shortTitle: l10n.t('Known issues'),
    caption: l10n.t(
      'What is accepted until the end of a day in UTC, and what it accepts among the jobs of this page. Each job is counted under the first entry that accepts it.',
    ),
    setting: 'knownIssues',
    table: {
      columns: [
        { title: l10n.t('Reason'), isLong: true },
        { title: l10n.t('Accepts'), isLong: true },
        { title: l10n.t('Until'), isShort: true },
        { title: l10n.t('Among these jobs') },
        { title: l10n.t('Jobs'), isCopyOnly: true, isNumber: true },
        { title: l10n.t('No complete backup'), isCopyOnly: true, isNumber: true },
        { title: l10n.t('Resources'), isCopyOnly: true, isNumber: true },
        { title: l10n.t('Missed and overdue runs'), isCopyOnly: true, isNumber: true },
      ],
      rows: rows.map((row) => issueRow(row, context)),
    },
  };
}

interface CountedEntry {
  readonly entry: Pick<KnownIssueEntry, 'isPast'> & { readonly issue: KnownIssue };
  readonly counts: KnownIssueFigures | undefined;
  readonly runs: number;
}

function issueRow({ counts, entry, runs }: CountedEntry, context: ViewModelContext): TableRow {
  const { issue } = entry;
  const { locale, targets } = context;
  const conditions = conditionsText(issue);
  const filter = filterOf(issue, counts);
  const number = (count: number) => numberText(count, locale);
  return {
    cells: [
      reasonText(issue),
      conditions,
      untilText(entry, context),
      acceptedText(counts, runs, entry, locale),
      number(counts?.jobs ?? 0),
      number(counts?.failing ?? 0),
      number(counts?.resources ?? 0),
      number(runs),
    ],
    cellTooltips: [reasonText(issue), conditions],
    target: counts && targets.add({ kind: 'open', job: counts.latest }),
    filter: filter && targets.add({ kind: 'filter', filter }),
  };
}

/** `Jobs: 12 · resources: 3 · runs without a job: 2`, without what is 0; `nothing` if all are. */
function acceptedText(
  counts: KnownIssueFigures | undefined,
  runs: number,
  { isPast }: Pick<KnownIssueEntry, 'isPast'>,
  locale: string,
): string {
  if (isPast) return l10n.t('nothing: its end date has passed');
  const parts = [
    counts &&
      l10n.t('Jobs: {jobs} · resources: {resources}', {
        jobs: numberText(counts.jobs, locale),
        resources: numberText(counts.resources, locale),
      }),
    runs > 0 && l10n.t('runs without a job: {runs}', { runs: numberText(runs, locale) }),
  ].filter(Boolean);
  return parts.join(' · ') || l10n.t('nothing');
}

function untilText(
  { isPast, issue }: CountedEntry['entry'],
  { locale, now }: Pick<ViewModelContext, 'locale' | 'now'>,
): string {
  const date = endText(issue, locale);
  if (isPast) return l10n.t('{date} · has ended', { date });
  const days = Math.round((Date.parse(issue.until) - Date.parse(utcDay(now))) / dayMs);
  if (days > soonDays) return date;
  if (days === 0) return l10n.t('{date} · ends today', { date });
  return days === 1
    ? l10n.t('{date} · ends tomorrow', { date })
    : l10n.t('{date} · ends in {days} days', { date, days });
}

/** The filter of the tree that has the same conditions; undefined if there is none, or it has no jobs. */
function filterOf(
  { accountId, backupRuleId, backupVaultName, resourceArn, statusMessage }: KnownIssue,
  counts: KnownIssueFigures | undefined,
): JobFilter | undefined {
  if (counts === undefined || backupRuleId !== undefined) return undefined;
  const { StatusMessage: message = '' } = counts.latest;
  // A pattern of another kind may match more messages than a filter can have.
  if (statusMessage !== undefined && patternOfMessage(message) !== statusMessage) return undefined;
  return {
    ...(accountId && { accountId }),
    ...(resourceArn && { resourceArn }),
    ...(backupVaultName && { backupVaultName: [backupVaultName] }),
    ...(statusMessage && { statusMessage: messagePattern(message) }),
    state: [...badStates, completedWithIssues],
  };
}

/** Those that end next come first, those that have ended last. */
function byEnd({ isPast, issue }: CountedEntry['entry'], other: CountedEntry['entry']): number {
  if (isPast !== other.isPast) return isPast ? 1 : -1;
  return issue.until < other.issue.until ? -1 : Number(issue.until > other.issue.until);
}

const soonDays = 7;
const dayMs = 86_400_000;
