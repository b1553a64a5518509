import * as l10n from '@vscode/l10n';
import { numberText } from '../../jobs/formats.js';
import type { Finding, JudgedSeries } from '../../schedule/foldFindings.js';
import { missedSince } from '../../schedule/missedSince.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import type { ScopeKind } from '../../schedule/scopes.js';
import {
  placeCells,
  placeColumns,
  resourceTarget,
  ruleText,
  seriesTitle,
  timeText,
} from './scheduleCells.js';
import { moreText, type Section, type TableRow } from './section.js';
import { jobText, type ViewModelContext } from './viewModelContext.js';

/**
 * The runs of backup rules that made no job.
 *
 * @param report undefined if not all jobs of each resource are known: nothing is said then
 */
export function missedSection(report: ScheduleReport | undefined, context: ViewModelContext): Section {
  const findings = [...(report?.findings ?? [])].sort(missedFirst);
  const top = findings.slice(0, maxRows);
  return {
    name: 'missed',
    title: l10n.t('Missed and overdue runs'),
    shortTitle: l10n.t('Missed'),
    caption: captionOf(report, context),
    empty: findings.length > 0 ? undefined : emptyText(report),
    more: moreText({ all: findings.length, top }),
    table: {
      columns: [
        { title: l10n.t('What') },
        { title: l10n.t('Plan and rule') },
        { title: l10n.t('Runs'), isNumber: true },
        { title: l10n.t('Latest'), isShort: true },
        { title: l10n.t('What to check') },
        { title: l10n.t('Resources'), isCopyOnly: true, isNumber: true },
        { title: l10n.t('Kind'), isCopyOnly: true },
        ...placeColumns(report?.series ?? []),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map((finding) => findingRow(finding, context)),
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
  const reasons = reasonTexts();
  const entries = report.series.flatMap((series) => {
    const { verdict } = series.judgement;
    if (verdict === 'onSchedule' || verdict === 'overdue' || overdue.has(series)) return [];
    return [{ series, reason: reasons[verdict] }];
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
        { title: l10n.t('Reason'), isCopyOnly: true },
        ...placeColumns(report.series),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map(({ reason, series }) => ({
        cells: [
          seriesTitle(series),
          ruleText(series, 'rule'),
          timeText(series.judgement.latest?.created, context),
          reason,
          ...placeCells(series.series),
          jobText(series.series.resourceArn, 200),
        ],
        group: reason,
        ...resourceTarget(series, context),
      })),
    },
  };
}

/** The number of runs that are {@link missedSince} a time (epoch milliseconds), and of overdue resources. */
export function missedCounts(
  { findings }: ScheduleReport,
  since: number,
): { readonly missed: number; readonly overdue: number } {
  let missed = 0;
  const overdue = findings.filter(({ kind }) => kind === 'overdue');
  for (const { kind, series } of findings)
    if (kind === 'missed') for (const { of, times } of series) missed += missedSince(since, times, of).length;
  return { missed, overdue: resourcesOf(overdue) };
}

function captionOf(report: ScheduleReport | undefined, { locale }: ViewModelContext): string {
  const text = l10n.t('The schedules that the jobs name, compared with the jobs of the last 30 days.');
  if (report === undefined || report.series.length === 0) return text;
  const number = new Intl.NumberFormat(locale);
  const judged = report.series.filter(({ judgement }) => isJudged(judgement.verdict)).length;
  return l10n.t('{text} Judged: {judged} of {all} pairs of a resource and a rule.', {
    text,
    judged: number.format(judged),
    all: number.format(report.series.length),
  });
}

function emptyText(report: ScheduleReport | undefined): string {
  if (report === undefined)
    return l10n.t('Not known: this takes all jobs of each resource, at any time and with any result.');
  const verdicts = new Set(report.series.map(({ judgement }) => judgement.verdict));
  if (!verdicts.has('onSchedule')) return l10n.t('Not known: no schedule can be judged.');
  return verdicts.has('ended')
    ? l10n.t('None of the schedules that can be judged. Those that have ended are listed below.')
    : l10n.t('None of the schedules that can be judged.');
}

function findingRow(finding: Finding, context: ViewModelContext): TableRow {
  const { kind, scope, series } = finding;
  const [first] = series;
  const { locale } = context;
  const resources = resourcesOf([finding]);
  let runs = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const { times } of series) {
    runs += times.length;
    for (const time of times) latest = Math.max(latest, time);
  }
  const name = scope.kind === 'resource' && first ? seriesTitle(first.of) : jobText(scope.name, 120);
  const group =
    kind === 'missed'
      ? l10n.t('Missed: there are jobs before and after')
      : l10n.t('Overdue: there is no job since. Removed from the plan?');
  return {
    cells: [
      scope.kind === 'resource' ? name : wideTitle(scope.kind, name, resources, locale),
      first === undefined ? '—' : ruleText(first.of, scope.kind),
      numberText(runs, locale),
      timeText(latest, context),
      checkText(finding),
      numberText(resources, locale),
      group,
      ...(first === undefined ? ['—', '—'] : placeCells(first.of.series, scope.kind)),
      scope.kind === 'resource' && first ? jobText(first.of.series.resourceArn, 200) : '—',
    ],
    group,
    ...(scope.kind === 'resource' && first && resourceTarget(first.of, context)),
  };
}

function wideTitle(kind: ScopeKind, name: string, resources: number, locale: string): string {
  const names = { what: scopeTitles()[kind], name, count: numberText(resources, locale) };
  return resources === 1
    ? l10n.t('{what} {name} · 1 resource', names)
    : l10n.t('{what} {name} · {count} resources', names);
}

function checkText({ kind, scope }: Finding): string {
  if (scope.kind !== 'resource')
    return kind === 'missed'
      ? l10n.t('The opt-in of the resource types, the role, and AWS service events at the time')
      : l10n.t('Changes of the plan, its selection and its role, and the opt-in of the resource types');
  return kind === 'missed'
    ? l10n.t('Whether the resource matched the selection of the plan at the time')
    : l10n.t('Whether the resource was deleted, untagged or taken out of the plan');
}

/** The number of different resources. A resource may be in several rules. */
function resourcesOf(findings: readonly Finding[]): number {
  const keys = findings.flatMap(({ series }) =>
    series.map(({ of: { series: own } }) => JSON.stringify([own.accountId, own.region, own.resourceArn])),
  );
  return new Set(keys).size;
}

function isJudged(verdict: JudgedSeries['judgement']['verdict']): boolean {
  return verdict === 'onSchedule' || verdict === 'overdue' || verdict === 'ended';
}

function reasonTexts(): Readonly<
  Record<Exclude<JudgedSeries['judgement']['verdict'], 'onSchedule' | 'overdue'>, string>
> {
  return {
    ended: l10n.t('Ended: no job for more than three runs'),
    tooFewRuns: l10n.t('Not judged: fewer than three runs of this version of the plan in 30 days'),
    noSchedule: l10n.t('Not judged: the jobs name no schedule'),
    unreadableSchedule: l10n.t('Not judged: the schedule cannot be read'),
    incompleteJob: l10n.t('Not judged: a job lacks its date, account or rule'),
    offSchedule: l10n.t('Not judged: the jobs do not follow the schedule'),
  };
}

function scopeTitles(): Readonly<Record<ScopeKind, string>> {
  return {
    resource: l10n.t('Resource'),
    rule: l10n.t('Rule'),
    plan: l10n.t('Plan'),
    vault: l10n.t('Vault'),
    region: l10n.t('Region'),
    account: l10n.t('Account'),
  };
}

function missedFirst(one: Finding, other: Finding): number {
  return (
    Number(one.kind === 'overdue') - Number(other.kind === 'overdue') ||
    other.series.length - one.series.length
  );
}

const maxRows = 25;
