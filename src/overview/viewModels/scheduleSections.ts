import * as l10n from '@vscode/l10n';
import { localTimeText } from '../../jobs/formats.js';
import { resourceTitle } from '../../jobs/jobFacts.js';
import type { Finding, JudgedSeries } from '../../schedule/foldFindings.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import type { ScopeKind } from '../../schedule/scopes.js';
import { moreText, type Section, type TableRow } from './section.js';
import { jobText, type ViewModelContext } from './viewModelContext.js';

/**
 * The runs of backup rules that made no job.
 *
 * @param report undefined if not all jobs of each resource are known: nothing is said then
 */
export function missedSection(report: ScheduleReport | undefined, context: ViewModelContext): Section {
  const { locale } = context;
  const number = new Intl.NumberFormat(locale);
  const findings = [...(report?.findings ?? [])].sort(latestFirst);
  const top = findings.slice(0, maxRows);
  const judged = (report?.series ?? []).filter(({ judgement }) => isJudged(judgement.verdict)).length;
  const names = { judged: number.format(judged), all: number.format(report?.series.length ?? 0) };
  return {
    name: 'missed',
    title: l10n.t('Missed and overdue runs'),
    shortTitle: l10n.t('Missed and overdue'),
    caption: l10n.t(
      'The schedules that the jobs name, compared with the jobs of the last 30 days. Judged: {judged} of {all} schedules of a resource.',
      names,
    ),
    empty:
      report === undefined
        ? l10n.t('Not known: this takes all jobs of each resource, at any time and with any result.')
        : findings.length > 0
          ? undefined
          : judged === 0
            ? l10n.t('Not known: no schedule can be judged.')
            : l10n.t('None of the schedules that can be judged.'),
    more: moreText({ all: findings.length, top }),
    table: {
      columns: [
        { title: l10n.t('What') },
        { title: l10n.t('Rule') },
        { title: l10n.t('Runs'), isNumber: true },
        { title: l10n.t('Latest'), isShort: true },
        { title: l10n.t('What to check') },
        { title: l10n.t('Kind'), isCopyOnly: true },
        { title: l10n.t('Resources'), isCopyOnly: true },
      ],
      rows: top.map((finding) => findingRow(finding, context)),
    },
  };
}

/** The schedules about which nothing is claimed, and those that have ended. */
export function notJudgedSection(report: ScheduleReport, context: ViewModelContext): Section {
  const folded = new Set(report.findings.flatMap(({ series }) => series.map(({ of }) => of)));
  const reasons = reasonTexts();
  const entries = report.series.flatMap((series) => {
    const { verdict } = series.judgement;
    if (verdict === 'onSchedule' || verdict === 'overdue' || folded.has(series)) return [];
    return [{ series, reason: reasons[verdict] }];
  });
  entries.sort((one, other) => one.reason.localeCompare(other.reason));
  const top = entries.slice(0, maxRows);
  return {
    name: 'notJudged',
    title: l10n.t('Schedules that are not judged'),
    shortTitle: l10n.t('Schedules'),
    caption: l10n.t(
      'Nothing is known about missed runs of these. A resource that was never backed up is in no list of jobs.',
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
        { title: l10n.t('Rule') },
        { title: l10n.t('Latest job'), isShort: true },
        { title: l10n.t('Reason'), isCopyOnly: true },
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map(({ reason, series }) => ({
        cells: [
          seriesTitle(series),
          ruleText(series),
          timeText(series.judgement.latest?.created, context),
          reason,
          jobText(series.series.resourceArn, 200),
        ],
        group: reason,
        filter: resourceFilter(series, context),
        tooltip: jobText(series.series.resourceArn, 200),
      })),
    },
  };
}

/** The number of runs that were missed since a time (epoch milliseconds), and of those that are overdue. */
export function missedCounts(
  { findings }: ScheduleReport,
  since: number,
): { readonly missed: number; readonly overdue: number } {
  const count = (kind: Finding['kind'], from: number) =>
    findings
      .filter((finding) => finding.kind === kind)
      .flatMap(({ series }) => series.flatMap(({ times }) => times))
      .filter((time) => time >= from).length;
  const overdue = findings.filter(({ kind }) => kind === 'overdue').flatMap(({ series }) => series).length;
  return { missed: count('missed', since), overdue };
}

function findingRow(finding: Finding, context: ViewModelContext): TableRow {
  const { kind, scope, series } = finding;
  const times = series.flatMap((one) => one.times);
  const [first] = series;
  const name = scope.kind === 'resource' && first ? seriesTitle(first.of) : jobText(scope.name, 120);
  const resources = new Intl.NumberFormat(context.locale).format(series.length);
  const group =
    kind === 'missed'
      ? l10n.t('Missed: there are jobs before and after')
      : l10n.t('Overdue: there is no job since. Removed from the plan?');
  return {
    cells: [
      scope.kind === 'resource'
        ? name
        : l10n.t('{what} {name} · {count} resources', {
            what: scopeTitles()[scope.kind],
            name,
            count: resources,
          }),
      first === undefined ? '—' : ruleText(first.of),
      new Intl.NumberFormat(context.locale).format(times.length),
      timeText(Math.max(...times), context),
      checkText(finding),
      group,
      resources,
    ],
    group,
    ...(scope.kind === 'resource' &&
      first && {
        filter: resourceFilter(first.of, context),
        tooltip: jobText(first.of.series.resourceArn, 200),
      }),
  };
}

function checkText({ kind, scope }: Finding): string {
  if (scope.kind !== 'resource')
    return kind === 'missed'
      ? l10n.t(
          'AWS Backup made no job at the time: the opt-in of the resource types, the role, service events',
        )
      : l10n.t(
          'Whether the plan, its selection or its role was changed, and the opt-in of the resource types',
        );
  return kind === 'missed'
    ? l10n.t('Whether the resource matched the selection of the plan at the time')
    : l10n.t('Whether the resource was deleted, untagged or taken out of the plan');
}

function isJudged(verdict: JudgedSeries['judgement']['verdict']): boolean {
  return verdict === 'onSchedule' || verdict === 'overdue' || verdict === 'ended';
}

function reasonTexts(): Readonly<
  Record<Exclude<JudgedSeries['judgement']['verdict'], 'onSchedule' | 'overdue'>, string>
> {
  return {
    ended: l10n.t('Ended: no job for more than three runs'),
    tooFewRuns: l10n.t('Not judged: fewer than three runs in 30 days'),
    noSchedule: l10n.t('Not judged: the jobs name no schedule'),
    unreadableSchedule: l10n.t('Not judged: the schedule cannot be read'),
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

function seriesTitle({ judgement: { latest }, series: { resourceArn } }: JudgedSeries): string {
  const job = latest?.job;
  return jobText((job && resourceTitle(job)) || resourceArn, 120);
}

/** "prod-daily · daily-0300". */
function ruleText({ judgement: { latest } }: JudgedSeries): string {
  const creator = latest?.rule.creator;
  const names = [
    creator?.BackupPlanName ?? creator?.BackupPlanId,
    creator?.BackupRuleName ?? creator?.BackupRuleId,
  ];
  return names.flatMap((name) => (name ? [jobText(name, 80)] : [])).join(' · ') || '—';
}

function resourceFilter({ series: { resourceArn } }: JudgedSeries, { targets }: ViewModelContext): number {
  return targets.add({ kind: 'filter', filter: { resourceArn } });
}

function timeText(time: number | undefined, { locale }: ViewModelContext): string {
  return time === undefined || Number.isNaN(time) ? '—' : localTimeText(new Date(time), locale);
}

function latestFirst(one: Finding, other: Finding): number {
  return (
    Number(one.kind === 'overdue') - Number(other.kind === 'overdue') ||
    other.series.length - one.series.length ||
    lastTime(other) - lastTime(one)
  );
}

function lastTime({ series }: Finding): number {
  return Math.max(...series.flatMap(({ times }) => times));
}

const maxRows = 25;
