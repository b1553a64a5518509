import * as l10n from '@vscode/l10n';
import { numberText } from '../../jobs/formats.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { knownIssueText } from '../../jobs/knownIssueText.js';
import { type SplitFindings, unmadeRun } from '../../schedule/acceptedFindings.js';
import { latestRun, regionsOf, resourcesIn, runsIn } from '../../schedule/findingCounts.js';
import { findingPlace, placeFilter } from '../../schedule/findingPlace.js';
import { checkText, scopeTitle } from '../../schedule/findingText.js';
import type { Finding } from '../../schedule/foldFindings.js';
import { historyGapsText } from '../../schedule/historyGaps.js';
import { judgedText } from '../../schedule/judgedText.js';
import { countJudged } from '../../schedule/judgement.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import type { ScopeKind } from '../../schedule/scopes.js';
import { noFindingsText, verdictText } from '../../schedule/verdictText.js';
import { knownGroupText } from './knownGroupText.js';
import {
  fullTimeText,
  placeCells,
  placeColumns,
  placesOf,
  resourceTarget,
  ruleText,
  seriesTitle,
  shortTimeText,
  unknownRegionsText,
} from './scheduleCells.js';
import { moreText, type Section, type TableRow } from './section.js';
import { jobText, needsResourcesText, type ViewModelContext } from './viewModelContext.js';

/**
 * The runs of backup rules that made no job; those that are accepted as known issues come last.
 *
 * @param report undefined if not all jobs of each resource are known: nothing is said then
 */
export function missedSection(
  report: ScheduleReport | undefined,
  context: ViewModelContext,
  { accepted, open }: SplitFindings = { open: report?.findings ?? [], accepted: [] },
): Section {
  const known = accepted.toSorted((one, other) => missedFirst(one.finding, other.finding));
  const findings = [
    ...open.toSorted(missedFirst).map((finding) => ({ finding, issue: undefined })),
    ...known,
  ];
  const top = findings.slice(0, maxRows);
  const knownGroup = knownGroupText(known.length, context);
  return {
    name: 'missed',
    title: l10n.t('Missed and overdue runs'),
    shortTitle: l10n.t('Missed'),
    caption: captionOf(report, context),
    empty:
      findings.length > 0
        ? undefined
        : report === undefined
          ? needsResourcesText(context.coverage)
          : noFindingsText(report),
    more: moreText({ all: findings.length, top }),
    table: {
      columns: [
        { title: l10n.t('What') },
        { title: l10n.t('Plan and rule') },
        { title: l10n.t('Runs'), isNumber: true },
        { title: l10n.t('Latest'), isShort: true },
        { title: l10n.t('What to check') },
        { title: l10n.t('Latest at'), isCopyOnly: true },
        { title: l10n.t('Resources'), isCopyOnly: true, isNumber: true },
        { title: l10n.t('Kind'), isCopyOnly: true },
        ...placeColumns(placesOf(report?.series ?? [])),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map(({ finding, issue }) =>
        issue === undefined
          ? findingRow(finding, context)
          : knownRow(findingRow(finding, context), issue, knownGroup, context),
      ),
    },
  };
}

/** The series about which nothing is claimed, and those that have ended. */
export function notJudgedSection(report: ScheduleReport, context: ViewModelContext): Section {
  const overdue = new Set(
    report.findings
      .filter(({ kind }) => kind === 'overdue')
      .flatMap(({ series }) => series.map(({ of }) => of)),
  );
  const entries = report.series.flatMap((series) => {
    const { verdict } = series.judgement;
    if (verdict === 'onSchedule' || verdict === 'overdue' || overdue.has(series)) return [];
    return [{ series, reason: verdictText(verdict) }];
  });
  entries.sort((one, other) => one.reason.localeCompare(other.reason));
  const top = entries.slice(0, maxRows);
  return {
    name: 'notJudged',
    title: l10n.t('Schedules that ended or are not judged'),
    shortTitle: l10n.t('Schedules'),
    caption: l10n.t(
      'Whether they missed their latest runs is not known. A resource that was never backed up is in no list of jobs.',
    ),
    isFolded: true,
    empty:
      entries.length > 0
        ? undefined
        : report.series.length === 0
          ? l10n.t('No job names a backup rule.')
          : l10n.t('Every schedule is judged.'),
    more: moreText({ all: entries.length, top }),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Plan and rule') },
        { title: l10n.t('Latest job'), isShort: true },
        { title: l10n.t('Latest job at'), isCopyOnly: true },
        { title: l10n.t('Reason'), isCopyOnly: true },
        ...placeColumns(placesOf(report.series)),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map(({ reason, series }) => ({
        cells: [
          seriesTitle(series),
          ruleText(series, 'rule'),
          shortTimeText(series.judgement.latest?.created, context),
          fullTimeText(series.judgement.latest?.created, context),
          reason,
          ...placeCells(series.series),
          jobText(series.series.resourceArn, 200),
        ],
        cellTooltips: [undefined, undefined, fullTimeText(series.judgement.latest?.created, context)],
        group: reason,
        ...resourceTarget(series, context),
      })),
    },
  };
}

function captionOf(report: ScheduleReport | undefined, { coverage, locale }: ViewModelContext): string {
  if (coverage.isHistory && report !== undefined)
    return [
      l10n.t('The schedules that the jobs name, compared with the jobs.'),
      judgedOf(report, locale),
      historyGapsText(report.regions, locale),
    ]
      .filter(Boolean)
      .join(' ');
  return [
    l10n.t('The schedules that the jobs name, compared with the jobs of the last 30 days.'),
    judgedOf(report, locale),
    unknownRegionsText(report),
  ]
    .filter(Boolean)
    .join(' ');
}

function judgedOf(report: ScheduleReport | undefined, locale: string): string {
  if (report === undefined || report.series.length === 0) return '';
  return judgedText(countJudged(report.series), report.series.length, locale);
}

function findingRow(finding: Finding, context: ViewModelContext): TableRow {
  const { kind, scope, series } = finding;
  const [first] = series;
  const resources = resourcesIn([finding]);
  const latest = latestRun(finding);
  const { locale } = context;
  const name = scope.kind === 'resource' && first ? seriesTitle(first.of) : jobText(scope.name, 120);
  const group =
    kind === 'missed'
      ? l10n.t('Missed: there are jobs before and after')
      : l10n.t('Overdue: there is no job since, for a reason that is not known');
  return {
    cells: [
      scope.kind === 'resource' ? name : wideTitle(scope.kind, name, resources, locale),
      first === undefined ? '—' : ruleText(first.of, scope.kind),
      numberText(runsIn(finding), locale),
      shortTimeText(latest, context),
      checkText(finding),
      fullTimeText(latest, context),
      numberText(resources, locale),
      group,
      ...(first === undefined ? ['—', '—'] : placeCells(first.of.series, regionsOf(finding))),
      scope.kind === 'resource' && first ? jobText(first.of.series.resourceArn, 200) : '—',
    ],
    cellTooltips: [undefined, undefined, undefined, fullTimeText(latest, context)],
    group,
    accept: context.targets.add({
      kind: 'accept',
      what: { jobs: [], runs: series.map(({ of }) => unmadeRun(of)) },
    }),
    ...(scope.kind === 'resource'
      ? first && resourceTarget(first.of, context)
      : { filter: wideTarget(finding, context) }),
  };
}

/** The target of the buttons of a rule, plan, vault, region or account: its jobs. */
function wideTarget(finding: Finding, { targets }: ViewModelContext): number | undefined {
  const place = findingPlace(finding);
  return place && targets.add({ kind: 'filter', filter: placeFilter(place), place });
}

/** The row of a finding that is accepted: the known issue is in place of what to check. */
function knownRow(row: TableRow, issue: KnownIssue, group: string, { locale }: ViewModelContext): TableRow {
  const cells = row.cells.map((cell, column) =>
    column === checkColumn ? knownIssueText(issue, locale) : cell,
  );
  return { ...row, cells, group, accept: undefined };
}

function wideTitle(kind: ScopeKind, name: string, resources: number, locale: string): string {
  const names = { what: scopeTitle(kind), name, count: numberText(resources, locale) };
  return resources === 1
    ? l10n.t('{what} {name} · 1 resource', names)
    : l10n.t('{what} {name} · {count} resources', names);
}

function missedFirst(one: Finding, other: Finding): number {
  return (
    Number(one.kind === 'overdue') - Number(other.kind === 'overdue') ||
    other.series.length - one.series.length
  );
}

/** The place of the column that says what to check. */
const checkColumn = 4;
const maxRows = 100;
