import * as l10n from '@vscode/l10n';
import { earliestCreation } from '../../jobs/attention.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import { dayClockText } from '../../jobs/formats.js';
import { issuesUnknownText } from '../../jobs/issuesUnknownText.js';
import { missedCounts } from '../../schedule/findingCounts.js';
import { isJudged } from '../../schedule/judgement.js';
import { type AttentionEntry, type AttentionFigures, isGoodAgain } from '../figures/attentionTally.js';
import type { OverviewFigures } from '../figures/overviewFigures.js';
import type { ScheduleFigures } from '../figures/scheduleFigures.js';
import type { Verdict } from './section.js';
import { staleUnknownReason } from './staleUnknownReason.js';
import { endedText, hourMs, type ViewModelContext } from './viewModelContext.js';

/**
 * What became of the jobs that ended lately, in a sentence. It claims only what the jobs prove, and says what
 * is not known.
 *
 * @param failing see {@link jobsOfFailingRules}
 */
export function verdictOf(
  { attention, resources }: Pick<OverviewFigures, 'attention' | 'resources'>,
  schedule: Pick<ScheduleFigures, 'findings' | 'knownOutcomes' | 'outcomes' | 'report'> | undefined,
  failing: ReadonlySet<BackupJob>,
  context: ViewModelContext,
): Verdict {
  const { asOf, coverage, isOldestRead, locale } = context;
  const { bad, ended, hours, knownBad, unclear } = attention;
  const isExact = isExactSince(hours, context);
  const since = asOf.getTime() - hours * hourMs;
  const { missed, overdue } = missedCounts({ findings: schedule?.findings.open ?? [] }, since);
  const accepted = schedule?.findings.accepted.map(({ finding }) => finding) ?? [];
  const known = missedCounts({ findings: accepted }, since);
  const stillFailing = schedule?.outcomes.get('stillFailing')?.length ?? 0;
  const isCalm =
    isExact &&
    unclear === 0 &&
    bad + knownBad === 0 &&
    ended > 0 &&
    attention.withIssues === 0 &&
    missed + overdue + stillFailing + known.missed + known.overdue === 0 &&
    (schedule?.knownOutcomes.length ?? 0) === 0 &&
    [...resources.staleByGroup.keys()].every((group) => group === 'nothingSince') &&
    coverage.knowsResources &&
    resources.failingBefore === 0;
  const isJudgedAtAll = schedule?.report.series.some(({ judgement }) => isJudged(judgement.verdict)) ?? false;
  const number = new Intl.NumberFormat(locale);
  const names = {
    bad: number.format(bad),
    ended: number.format(ended),
    known: number.format(knownBad),
    period: endedText(hours, context),
  };
  const sentences = [
    bad > 0
      ? badText(attention, failing, isExact, names, context)
      : isExact && unclear === 0
        ? calmText(attention, names, locale)
        : l10n.t('Not known: whether all jobs that ended {period} made a complete backup.', names),
    bad > 0 &&
      knownBad > 0 &&
      (knownBad === 1
        ? l10n.t('1 more job made no complete backup, which is a known issue.')
        : l10n.t('{known} more jobs made no complete backup, which are known issues.', names)),
    bad === 0 && !(isExact && unclear === 0) && knownBad > 0 && l10n.t('Known issues: {known}.', names),
    earlierText(resources, bad > 0, context),
    bad + resources.failingBefore === 0 &&
      stillFailing > 0 &&
      (stillFailing === 1
        ? l10n.t('1 resource is still failing: the latest run of one of its rules made no complete backup.')
        : l10n.t(
            '{count} resources are still failing: the latest run of one of their rules made no complete backup.',
            { count: number.format(stillFailing) },
          )),
    missed > 0 &&
      (missed === 1
        ? l10n.t('There is 1 missed run.')
        : l10n.t('There are {count} missed runs.', { count: number.format(missed) })),
    overdue > 0 &&
      (overdue === 1
        ? l10n.t('1 resource is overdue.')
        : l10n.t('{count} resources are overdue.', { count: number.format(overdue) })),
    known.missed > 0 &&
      (known.missed === 1
        ? l10n.t('1 missed run is a known issue.')
        : l10n.t('{count} missed runs are known issues.', { count: number.format(known.missed) })),
    known.overdue > 0 &&
      (known.overdue === 1
        ? l10n.t('1 overdue resource is a known issue.')
        : l10n.t('{count} overdue resources are known issues.', { count: number.format(known.overdue) })),
    isCalm &&
      !isJudgedAtAll &&
      (schedule === undefined
        ? l10n.t('Missed runs are not known.')
        : l10n.t('Missed runs are not known: no schedule can be judged.')),
    !isExact &&
      (coverage.filtersByOutcome || coverage.hasRead(earliestCreation(hours, asOf))
        ? l10n.t('The filter excludes jobs that belong here.')
        : coverage.isHistory
          ? l10n.t('The history may lack jobs of this time.')
          : l10n.t('Not all jobs are loaded.')),
    unclear > 0 &&
      (unclear === 1
        ? l10n.t('How or when 1 job ended is not known.')
        : l10n.t('How or when {count} jobs ended is not known.', { count: number.format(unclear) })),
    isExact && coverage.isFiltered && l10n.t('Only jobs that match the filter are counted.'),
    isOldestRead &&
      l10n.t('Each region is counted up to when it was read, the first at {time}.', {
        time: dayClockText(asOf, locale),
      }),
    !coverage.isRecent && l10n.t('What has ended since is not known.'),
    !coverage.namesIssues && issuesUnknownText(),
  ];
  return {
    text: sentences.filter(Boolean).join(' '),
    tone:
      bad + missed > 0
        ? 'bad'
        : isCalm && isJudgedAtAll && coverage.isRecent && !coverage.isFiltered
          ? 'good'
          : 'plain',
  };
}

/** Whether all jobs of the filter that ended in the hours before the read are known. */
export function isExactSince(hours: number, { asOf, coverage }: ViewModelContext): boolean {
  const from = earliestCreation(hours, asOf);
  return !coverage.filtersByOutcome && coverage.hasRead(from) && coverage.includes(from, asOf);
}

interface Names extends Record<string, string> {
  readonly bad: string;
  readonly ended: string;
  readonly known: string;
  readonly period: string;
}

function badText(
  attention: AttentionFigures,
  failing: ReadonlySet<BackupJob>,
  isExact: boolean,
  names: Names,
  context: ViewModelContext,
): string {
  const { bad } = attention;
  const first = isExact
    ? attention.ended === 1
      ? l10n.t('The only job that ended {period} made no complete backup', names)
      : l10n.t('{bad} of {ended} jobs that ended {period} made no complete backup', names)
    : bad === 1
      ? l10n.t('At least 1 job that ended {period} made no complete backup', names)
      : l10n.t('At least {bad} jobs that ended {period} made no complete backup', names);
  return l10n.t('{first}; {second}.', { first, second: sinceText(attention, failing, context) });
}

/** How long the resources have had no good backup. */
function sinceText(
  { forNights, resources, top, unknownSince }: AttentionFigures,
  failing: ReadonlySet<BackupJob>,
  { coverage, locale }: ViewModelContext,
): string {
  if (!coverage.knowsResources) return l10n.t('since when is not known');
  if (forNights > 0 && resources === 1)
    return l10n.t('the resource has had no good backup for more than one night');
  if (forNights === 1) return l10n.t('1 of their resources has had no good backup for more than one night');
  if (forNights > 1) {
    const count = new Intl.NumberFormat(locale).format(forNights);
    return l10n.t('{count} of their resources have had no good backup for more than one night', { count });
  }
  if (unknownSince > 0) return l10n.t('since when is not known');
  const open = top.filter(({ issue }) => issue === undefined);
  if (open.length === resources && open.every(isGoodAgain)) return goodAgainText(open, failing, locale);
  return resources === 1
    ? l10n.t('the resource has had no good backup for one night')
    : l10n.t('none of their resources has been without a good backup for more than one night');
}

function goodAgainText(
  entries: readonly AttentionEntry[],
  failing: ReadonlySet<BackupJob>,
  locale: string,
): string {
  const count = entries.filter(({ job }) => failing.has(job)).length;
  if (entries.length === 1)
    return count === 0
      ? l10n.t('the resource has had a good backup since')
      : l10n.t('the resource has had a good backup of another rule since, but its rule still fails');
  return count === 0
    ? l10n.t('each resource has had a good backup since')
    : l10n.t('each resource has had a good backup since, but of {count} only another rule made one', {
        count: new Intl.NumberFormat(locale).format(count),
      });
}

/** The resources whose latest job failed before the period, and that have had no good backup since. */
function earlierText(
  { failingBefore, maxLifeMs }: OverviewFigures['resources'],
  isMore: boolean,
  context: ViewModelContext,
): string | undefined {
  const isKnown = context.coverage.knowsResources && staleUnknownReason(maxLifeMs, context) === undefined;
  if (failingBefore === 0 || !isKnown) return undefined;
  const count = new Intl.NumberFormat(context.locale).format(failingBefore);
  if (failingBefore === 1)
    return isMore
      ? l10n.t('1 more resource made no complete backup earlier, and has had no good one since.')
      : l10n.t('1 resource made no complete backup earlier, and has had no good one since.');
  return isMore
    ? l10n.t('{count} more resources made no complete backup earlier, and have had no good one since.', {
        count,
      })
    : l10n.t('{count} resources made no complete backup earlier, and have had no good one since.', { count });
}

function calmText(attention: AttentionFigures, names: Names, locale: string): string {
  const { ended, knownBad, knownWithIssues, withIssues } = attention;
  if (ended === 0) return l10n.t('No job ended {period}.', names);
  if (knownBad > 0) return knownText(attention, names);
  if (withIssues === 0 && knownWithIssues > 0) return knownIssuesText(attention, names, locale);
  if (withIssues === 0)
    return ended === 1
      ? l10n.t('The only job that ended {period} completed.', names)
      : l10n.t('All {ended} jobs that ended {period} completed.', names);
  if (ended === 1) return l10n.t('The only job that ended {period} completed with issues.', names);
  const number = new Intl.NumberFormat(locale);
  const counts = { ...names, issues: number.format(withIssues), known: number.format(knownWithIssues) };
  return knownWithIssues === 0
    ? l10n.t('All {ended} jobs that ended {period} completed, {issues} of them with issues.', counts)
    : l10n.t(
        'All {ended} jobs that ended {period} completed, {issues} of them with issues · {known} known.',
        counts,
      );
}

/** All jobs without a complete backup are known issues. */
function knownText({ ended, knownBad, withIssues }: AttentionFigures, names: Names): string {
  if (ended === 1)
    return l10n.t('The only job that ended {period} made no complete backup, which is a known issue.', names);
  const text =
    knownBad === 1
      ? l10n.t('1 of {ended} jobs that ended {period} made no complete backup: a known issue.', names)
      : l10n.t('{known} of {ended} jobs that ended {period} made no complete backup: known issues.', names);
  if (withIssues === 0) return text;
  const others =
    withIssues === 1 ? l10n.t('Another one completed with issues.') : l10n.t('Others completed with issues.');
  return `${text} ${others}`;
}

/** All jobs completed, some of them with known issues only. */
function knownIssuesText({ ended, knownWithIssues }: AttentionFigures, names: Names, locale: string): string {
  const known = new Intl.NumberFormat(locale).format(knownWithIssues);
  return ended === 1
    ? l10n.t('The only job that ended {period} completed with a known issue.', names)
    : l10n.t('All {ended} jobs that ended {period} completed, {known} of them with known issues.', {
        ...names,
        known,
      });
}
