import * as l10n from '@vscode/l10n';
import { durationText, numberText } from '../../jobs/formats.js';
import type { WindowPressure } from '../../schedule/windowPressure.js';
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
 * The rules whose runs start later and later in their start window, or overlap. Undefined if no start window
 * is known, and no runs overlap.
 */
export function pressureSection(
  { pressures, report }: Pick<ScheduleFigures, 'pressures' | 'report'>,
  context: ViewModelContext,
): Section | undefined {
  const sorted = [...pressures].sort(latestStartFirst);
  const top = sorted.slice(0, maxRows);
  const hasWindow = report.series.some(({ judgement }) => judgement.schedule?.startWindow !== undefined);
  if (!hasWindow && top.length === 0) return undefined;
  return {
    name: 'pressure',
    title: l10n.t('Late starts and overlapping runs'),
    shortTitle: l10n.t('Late starts'),
    caption: l10n.t(
      'Rules whose last runs, at least three, each started later than the one before, the latest after more than half of its start window; and rules of which a run started while the one before was still running. AWS chooses when a job starts, so this says nothing about the next run.',
    ),
    isFolded: true,
    empty:
      top.length > 0
        ? undefined
        : l10n.t('None among the last runs of the rules whose start window is known.'),
    more: moreText({ all: sorted.length, top }),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Plan and rule') },
        { title: l10n.t('Start window used') },
        { title: l10n.t('Overlapping runs'), isNumber: true },
        { title: l10n.t('Latest run'), isShort: true },
        { title: l10n.t('Latest run at'), isCopyOnly: true },
        { title: l10n.t('Start window'), isCopyOnly: true, isNumber: true },
        ...placeColumns(placesOf(report.series)),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map((pressure) => pressureRow(pressure, context)),
    },
  };
}

function pressureRow(
  { of, overlapping, shares, startWindow }: WindowPressure,
  context: ViewModelContext,
): TableRow {
  const { locale } = context;
  const latest = of.judgement.latest?.created;
  return {
    cells: [
      seriesTitle(of),
      ruleText(of, 'resource'),
      shares.length === 0 ? '—' : sharesText(shares, locale),
      numberText(overlapping.length, locale),
      shortTimeText(latest, context),
      fullTimeText(latest, context),
      startWindow === undefined ? '—' : durationText(startWindow),
      ...placeCells(of.series),
      jobText(of.series.resourceArn, 200),
    ],
    cellTooltips: [undefined, undefined, undefined, undefined, fullTimeText(latest, context)],
    ...resourceTarget(of, context),
  };
}

/** "used 71, 78, 85 % of it". */
function sharesText(shares: readonly number[], locale: string): string {
  const percents = shares.map((share) => numberText(Math.floor(share * 100), locale)).join(', ');
  return l10n.t('used {percents} % of it', { percents });
}

/** The one that used most of its window first, then the one with the most overlapping runs. */
function latestStartFirst(one: WindowPressure, other: WindowPressure): number {
  const [share = 0, otherShare = 0] = [one.shares.at(-1), other.shares.at(-1)];
  return (
    otherShare - share ||
    other.overlapping.length - one.overlapping.length ||
    (one.of.series.key < other.of.series.key ? -1 : 1)
  );
}

const maxRows = 10;
