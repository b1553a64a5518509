import * as l10n from '@vscode/l10n';
import { agoText, durationText, localTimeText } from '../../jobs/formats.js';
import { knownIssueText } from '../../jobs/knownIssueText.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import { ageWithoutSchedule } from '../../schedule/goodBackupDue.js';
import type { ResourceEntry } from '../figures/countedResource.js';
import type { DurationEntry, ResourceFigures, StaleEntry } from '../figures/resourceFigures.js';
import type { StaleGroup } from '../figures/staleGroup.js';
import { lastGoodAge } from './failuresSection.js';
import { moreText, type Section } from './section.js';
import { staleUnknownReason } from './staleUnknownReason.js';
import { hourMs, hoursText, jobText, noneKnownText, type ViewModelContext } from './viewModelContext.js';

/** The resources without a recent good backup. */
export function staleSection(
  { maxLifeMs, resources, stale, staleByGroup, staleNotJudged, staleWithoutSchedule }: ResourceFigures,
  context: ViewModelContext,
): Section {
  const { coverage, locale, staleMs } = context;
  const titles = staleGroupTitles();
  const reason = staleUnknownReason(maxLifeMs, context);
  const number = new Intl.NumberFormat(locale);
  const counts = { stale: number.format(stale.all), resources: number.format(resources) };
  const shown = reason === undefined ? stale.top : [];
  const known = staleByGroup.get('known') ?? 0;
  return {
    name: 'stale',
    title:
      staleMs === undefined
        ? l10n.t('No good backup in time')
        : l10n.t('No good backup in {hours}', { hours: hoursText(staleMs / hourMs) }),
    shortTitle: l10n.t('No good backup'),
    caption: [
      reason === undefined &&
        (coverage.isComplete || coverage.isHistory
          ? l10n.t('Resources: {stale} of {resources}.', counts)
          : l10n.t('Resources loaded so far: {stale} of {resources}.', counts)),
      (context.knownIssues ?? []).length === 0
        ? l10n.t('A good backup completed without issues.')
        : l10n.t('A good backup completed without issues, or with known issues only.'),
      staleMs === undefined &&
        l10n.t(
          'When the next one is due follows from the backup rules of the resource: the next run, its start window, and the usual duration.',
        ),
      reason === undefined && staleWithoutSchedule > 0 && withoutScheduleText(staleWithoutSchedule, number),
      reason === undefined && staleNotJudged > 0 && notJudgedText(staleNotJudged, context),
    ]
      .filter(Boolean)
      .join(' '),
    empty:
      reason ??
      (shown.length > 0
        ? undefined
        : coverage.isComplete
          ? resources === 0
            ? l10n.t('No job names a resource.')
            : staleNotJudged > 0
              ? l10n.t('None of the resources that can be judged.')
              : staleMs === undefined
                ? l10n.t('Every resource has a good backup in time.')
                : l10n.t('Every resource has a newer good backup.')
          : noneKnownText(coverage)),
    more: reason === undefined ? moreText({ all: stale.all + known, top: stale.top }) : undefined,
    setting: 'lastGoodBackupHours',
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Type') },
        { title: l10n.t('Last good backup'), isShort: true },
        { title: l10n.t('Latest job'), isShort: true },
        { title: l10n.t('Next one was due'), isCopyOnly: true },
        { title: l10n.t('Last good backup at'), isCopyOnly: true },
        { title: l10n.t('Group'), isCopyOnly: true },
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: shown.map((entry) => {
        const title = titles[entry.group];
        const count = number.format(staleByGroup.get(entry.group) ?? 0);
        return {
          cells: [...staleCells(entry, context), title, jobText(entry.arn, 200)],
          cellTooltips: [undefined, undefined, timeText(entry.lastGood, context)],
          group: l10n.t('{title} · {count}', { title, count }),
          target: context.targets.add({ kind: 'open', job: entry.job }),
          filter: targetOf(entry, context),
          tooltip: jobText(entry.arn, 200),
        };
      }),
    },
  };
}

function withoutScheduleText(count: number, number: Intl.NumberFormat): string {
  const names = { count: number.format(count), hours: hoursText(ageWithoutSchedule / hourMs) };
  return count === 1
    ? l10n.t('No schedule is known of 1 of them: its last good backup is older than {hours}.', names)
    : l10n.t(
        'No schedule is known of {count} of them: their last good backups are older than {hours}.',
        names,
      );
}

function notJudgedText(count: number, { locale, staleMs }: ViewModelContext): string {
  if (staleMs !== undefined)
    return count === 1
      ? l10n.t('1 resource is not judged: the time of a good backup is not known.')
      : l10n.t('{count} resources are not judged: the times of good backups are not known.', {
          count: new Intl.NumberFormat(locale).format(count),
        });
  return count === 1
    ? l10n.t(
        '1 resource is not judged: it is not known how often it is backed up, or when its last good backup was.',
      )
    : l10n.t(
        '{count} resources are not judged: it is not known how often they are backed up, or when their last good backups were.',
        { count: new Intl.NumberFormat(locale).format(count) },
      );
}

function staleGroupTitles(): Readonly<Record<StaleGroup, string>> {
  return {
    failing: l10n.t('Latest job made no complete backup'),
    overdue: l10n.t('Overdue: no job for the last runs'),
    withIssues: l10n.t('Latest job completed with issues'),
    other: l10n.t('Latest job is in another state'),
    inProgress: l10n.t('Latest job is in progress'),
    nothingSince: l10n.t('No job since the last good backup'),
    known: l10n.t('Known issues, not counted'),
  };
}

/** The longest and the growing durations of completed backups. */
export function durationSections(
  { growing, longest }: ResourceFigures,
  context: ViewModelContext,
): Section[] {
  return [
    {
      name: 'longest',
      isFolded: true,
      title: l10n.t('Longest backups'),
      shortTitle: l10n.t('Longest'),
      caption: l10n.t('The longest completed job of each resource, among all loaded jobs.'),
      more: moreText(longest),
      ...durations(longest.top, ({ maxMs }) => durationText(maxMs), context),
    },
    {
      name: 'growing',
      isFolded: true,
      title: l10n.t('Backups that take longer and longer'),
      shortTitle: l10n.t('Longer and longer'),
      caption: l10n.t(
        'By how much the duration grows, where at least four completed jobs over three days show a trend.',
      ),
      more: moreText(growing),
      ...durations(growing.top, growthText, context),
    },
  ];
}

function growthText({ growthMsPerDay }: DurationEntry): string {
  if (growthMsPerDay === undefined) return '—';
  const sign = growthMsPerDay < 0 ? '−' : '+';
  return l10n.t('{growth} a day', { growth: `${sign}${durationText(Math.abs(growthMsPerDay))}` });
}

function durations(
  entries: readonly DurationEntry[],
  textOf: (entry: DurationEntry) => string,
  context: ViewModelContext,
): Pick<Section, 'bars' | 'empty' | 'table'> {
  const { locale } = context;
  const number = new Intl.NumberFormat(locale);
  const max = entries[0]?.weight || 1;
  const rows = entries.map((entry) => ({
    entry,
    title: titleOf(entry),
    target: targetOf(entry, context),
    mean: durationText(entry.meanMs),
  }));
  return {
    empty: entries.length > 0 ? undefined : l10n.t('None among these jobs.'),
    bars: rows.map(({ entry, mean, target, title }) => ({
      title,
      note: [entry.type && jobText(entry.type, 60), l10n.t('{mean} on average', { mean })]
        .filter(Boolean)
        .join(' · '),
      value: textOf(entry),
      share: entry.weight / max,
      tone: 'calm',
      target,
    })),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Type') },
        { title: l10n.t('Longest'), isNumber: true },
        { title: l10n.t('Average'), isNumber: true },
        { title: l10n.t('Growth'), isNumber: true },
        { title: l10n.t('Completed jobs'), isNumber: true },
      ],
      rows: rows.map(({ entry, mean, target, title }) => ({
        cells: [
          title,
          jobText(entry.type ?? '—', 60),
          durationText(entry.maxMs),
          mean,
          growthText(entry),
          number.format(entry.backups),
        ],
        target,
      })),
    },
  };
}

function staleCells(
  { due, issue, lastGood, latest, latestState, ...entry }: StaleEntry,
  context: ViewModelContext,
) {
  const { locale, now } = context;
  const state = latestState === 'any other' ? l10n.t('Other state') : stateTitle(latestState);
  return [
    titleOf(entry),
    jobText(entry.type ?? '—', 60),
    lastGoodAge(lastGood, context),
    [state, latest && agoText(latest, now), issue && knownIssueText(issue, locale)]
      .filter(Boolean)
      .join(' · '),
    timeText(due, context) ?? '—',
    timeText(lastGood, context) ?? '—',
  ];
}

function timeText(time: Date | undefined, { locale }: ViewModelContext): string | undefined {
  return time && localTimeText(time, locale);
}

function titleOf({ title }: Pick<ResourceEntry, 'title'>): string {
  return jobText(title, 120);
}

function targetOf({ arn }: ResourceEntry, { targets }: ViewModelContext): number {
  return targets.add({ kind: 'filter', filter: { resourceArn: arn } });
}
