import * as l10n from '@vscode/l10n';
import { durationText, numberText } from '../../jobs/formats.js';
import type { JudgedSeries } from '../../schedule/foldFindings.js';
import type { RunStarts } from '../../schedule/runStarts.js';
import type { ScheduleFigures } from '../figures/scheduleFigures.js';
import {
  fullTimeText,
  placeCells,
  placeColumns,
  placesOf,
  resourceTarget,
  ruleText,
  seriesTitle,
  shortTimeText,
} from './scheduleCells.js';
import { moreText, type Section, type TableRow } from './section.js';
import { jobText, type ViewModelContext } from './viewModelContext.js';

/**
 * The rules of which runs started late in their start window, or overlapped. Undefined if no start window is
 * known, and no runs overlapped.
 */
export function pressureSection(
  { pressed, report }: Pick<ScheduleFigures, 'pressed' | 'report'>,
  context: ViewModelContext,
): Section | undefined {
  const sorted = [...pressed].sort(mostPressedFirst);
  const top = sorted.slice(0, maxRows);
  const hasWindow = report.series.some(({ judgement }) => judgement.schedule?.startWindow !== undefined);
  if (!hasWindow && top.length === 0) return undefined;
  return {
    name: 'pressure',
    title: l10n.t('Late starts and overlapping runs'),
    shortTitle: l10n.t('Late starts'),
    caption: l10n.t(
      'Rules of which a run started late, after more than half of its start window, or while an earlier run was still running, among all jobs that were read. AWS chooses when a job starts, so this says nothing about the next run.',
    ),
    isFolded: true,
    empty:
      top.length > 0 ? undefined : l10n.t('None among the runs of the rules whose start window is known.'),
    more: moreText({ all: sorted.length, top }),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Plan and rule') },
        { title: l10n.t('Late starts'), isNumber: true },
        { title: l10n.t('Start window used') },
        { title: l10n.t('Overlapping runs'), isNumber: true },
        { title: l10n.t('Latest such run'), isShort: true },
        { title: l10n.t('Latest such run at'), isCopyOnly: true },
        { title: l10n.t('Start window'), isCopyOnly: true, isNumber: true },
        ...placeColumns(placesOf(report.series)),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map((one) => pressureRow(one, context)),
    },
  };
}

function pressureRow(of: JudgedSeries, context: ViewModelContext): TableRow {
  const { locale } = context;
  const { schedule, starts } = of.judgement;
  const latest = latestOf(starts);
  return {
    cells: [
      seriesTitle(of),
      ruleText(of, 'resource'),
      lateText(starts, locale),
      usedText(starts, locale),
      numberText(starts.overlapping.length, locale),
      shortTimeText(latest, context),
      fullTimeText(latest, context),
      schedule?.startWindow === undefined ? '—' : durationText(schedule.startWindow),
      ...placeCells(of.series),
      jobText(of.series.resourceArn, 200),
    ],
    cellTooltips: [undefined, undefined, undefined, undefined, undefined, fullTimeText(latest, context)],
    ...resourceTarget(of, context),
  };
}

/** `3 of 28`: of the runs of which the start window and the start are known. */
function lateText({ judged, late }: RunStarts, locale: string): string {
  if (judged === 0) return l10n.t('not known');
  return l10n.t('{late} of {judged}', {
    late: numberText(late.length, locale),
    judged: numberText(judged, locale),
  });
}

/** `up to 85 %`; `71, 78, 85 %` of the last runs, if they came later and later. */
function usedText({ late, rising, worst }: RunStarts, locale: string): string {
  const percentOf = (share: number) => numberText(Math.floor(share * 100), locale);
  if (rising.length > 0)
    return l10n.t('later and later: {percents} %', { percents: rising.map(percentOf).join(', ') });
  return late.length === 0 ? '—' : l10n.t('up to {percent} %', { percent: percentOf(worst) });
}

function latestOf({ late, overlapping }: RunStarts): number {
  return Math.max(late.at(-1) ?? 0, overlapping.at(-1) ?? 0);
}

/** The one that used most of its window first, then the one with the most overlapping runs. */
function mostPressedFirst(one: JudgedSeries, other: JudgedSeries): number {
  const [starts, otherStarts] = [one.judgement.starts, other.judgement.starts];
  return (
    otherStarts.worst - starts.worst ||
    otherStarts.overlapping.length - starts.overlapping.length ||
    (one.series.key < other.series.key ? -1 : 1)
  );
}

const maxRows = 100;
