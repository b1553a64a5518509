import * as l10n from '@vscode/l10n';
import { dateClockText, localTimeText, longDateClockText } from '../../jobs/formats.js';
import { resourceTitle } from '../../jobs/jobFacts.js';
import { regionsText } from '../../jobs/regionsText.js';
import type { JudgedSeries } from '../../schedule/foldFindings.js';
import { namesOf } from '../../schedule/ruleVersion.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import type { ScopeKind } from '../../schedule/scopes.js';
import type { TableColumn, TableRow } from './section.js';
import { jobText, type ViewModelContext } from './viewModelContext.js';

/** The name of a series' resource. */
export function seriesTitle({ judgement: { latest }, series: { resourceArn } }: JudgedSeries): string {
  const job = latest?.job;
  return jobText((job && resourceTitle(job)) || resourceArn, 120);
}

/** "prod-daily · daily-0300": as much as all series of a scope have in common. */
export function ruleText({ judgement: { latest } }: JudgedSeries, scope: ScopeKind): string {
  const { plan, rule } = namesOf(latest?.rule.creator);
  const names = scope === 'resource' || scope === 'rule' ? [plan, rule] : scope === 'plan' ? [plan] : [];
  return names.flatMap((name) => (name ? [jobText(name, 80)] : [])).join(' · ') || '—';
}

/** Where a resource is. */
interface Place {
  readonly accountId: string | undefined;
  readonly region: string;
}

/** The account and the region: shown if there are several, and always in the copy. */
export function placeColumns(places: readonly Place[]): readonly TableColumn[] {
  const hasSeveral = (of: (place: Place) => string | undefined) => new Set(places.map(of)).size > 1;
  return [
    { title: l10n.t('Account'), isCopyOnly: !hasSeveral(({ accountId }) => accountId) },
    { title: l10n.t('Region'), isCopyOnly: !hasSeveral(({ region }) => region) },
  ];
}

/** The regions about which a report says nothing; undefined if there are none. */
export function unknownRegionsText(report: ScheduleReport | undefined): string | undefined {
  const regions = report?.unknownRegions;
  return (
    regions && l10n.t('Not known in {regions}: not all jobs are loaded.', { regions: regions.join(', ') })
  );
}

/** Where the resources of a report are. */
export function placesOf(series: readonly JudgedSeries[]): readonly Place[] {
  return series.map((one) => one.series);
}

/** The cells of {@link placeColumns}. An account has several regions. */
export function placeCells(
  { accountId, region }: Place,
  regions: readonly string[] = [region],
): readonly string[] {
  return [accountId === undefined ? '—' : jobText(accountId, 40), regionsText(regions)];
}

/** The targets of the title, which opens the latest job, and of the filter button, and the tooltip. */
export function resourceTarget(
  { judgement: { latest }, series: { resourceArn } }: JudgedSeries,
  { targets }: ViewModelContext,
): Pick<TableRow, 'filter' | 'target' | 'tooltip'> {
  return {
    target: latest && targets.add({ kind: 'open', job: latest.job }),
    filter: targets.add({ kind: 'filter', filter: { resourceArn } }),
    tooltip: jobText(resourceArn, 200),
  };
}

/**
 * A time in epoch milliseconds as the page shows it: `Nov 28, 3:12 AM`, of a history with the year; a dash if
 * there is none.
 */
export function shortTimeText(time: number | undefined, { coverage, locale }: ViewModelContext): string {
  if (!isTime(time)) return '—';
  return coverage.isHistory
    ? longDateClockText(new Date(time), locale)
    : dateClockText(new Date(time), locale);
}

/** The same time with all that a copy needs: year, seconds and zone. */
export function fullTimeText(time: number | undefined, { locale }: ViewModelContext): string {
  return isTime(time) ? localTimeText(new Date(time), locale) : '—';
}

function isTime(time: number | undefined): time is number {
  return time !== undefined && Number.isFinite(time);
}
