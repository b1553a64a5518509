import * as l10n from '@vscode/l10n';
import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import { resourceTitle } from '../../jobs/jobFacts.js';
import { code, codeOrBlank, fill, join, plain, type RichText } from '../../jobs/richText.js';
import { type AcceptedFinding, splitFindings } from '../../schedule/acceptedFindings.js';
import { latestRun, regionsOf, resourcesIn, runsIn } from '../../schedule/findingCounts.js';
import { checkText, scopeTitle } from '../../schedule/findingText.js';
import type { Finding, JudgedSeries } from '../../schedule/foldFindings.js';
import { judgedText } from '../../schedule/judgedText.js';
import { countJudged } from '../../schedule/judgement.js';
import { namesOf } from '../../schedule/ruleVersion.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import { noFindingsText } from '../../schedule/verdictText.js';
import { knownIssueLine } from '../knownIssueLine.js';
import type { ReportBlock } from './reportBlocks.js';
import type { ReportFormat } from './reportFormat.js';

/**
 * The runs that made no job, by their common cause; the missed ones first, the known issues last. There may
 * be thousands.
 */
export function* findingBlocks(
  report: ScheduleReport | undefined,
  known: AcceptedIssues,
  format: ReportFormat,
): Generator<ReportBlock, void, undefined> {
  yield { kind: 'heading', text: plain(l10n.t('Missed and overdue runs')), anchor: 'missed' };
  const { accepted, open } = splitFindings(report?.findings ?? [], known);
  const findings: readonly (Pick<AcceptedFinding, 'finding'> & Partial<AcceptedFinding>)[] = [
    ...open.toSorted(missedFirst).map((finding) => ({ finding })),
    ...accepted.toSorted((one, other) => missedFirst(one.finding, other.finding)),
  ];
  if (findings.length === 0) yield { kind: 'paragraph', text: plain(noFindingsText(report)) };
  let items: RichText[] = [];
  for (const one of findings) {
    items.push(findingText(one, format));
    const resources = [...resourceLists(one.finding, format)];
    if (items.length < findingsPerBlock && resources.length === 0) continue;
    yield { kind: 'list', items };
    yield* resources;
    items = [];
  }
  if (items.length > 0) yield { kind: 'list', items };
  if (report === undefined) return;
  if (report.series.length > 0) yield { kind: 'paragraph', text: plain(judgedOf(report, format)) };
  const { unknownRegions = [] } = report;
  if (unknownRegions.length > 0)
    yield {
      kind: 'paragraph',
      text: fill(l10n.t('Not known in {regions}: not all jobs were read.'), {
        regions: join(
          unknownRegions.map((region) => code(region)),
          ', ',
        ),
      }),
    };
}

/** The resources of a rule, plan, vault, region or account; there may be thousands. */
function* resourceLists(
  { scope, series }: Finding,
  format: ReportFormat,
): Generator<ReportBlock, void, undefined> {
  if (scope.kind === 'resource') return;
  for (let start = 0; start < series.length; start += resourcesPerBlock) {
    const own = series.slice(start, start + resourcesPerBlock);
    const names = {
      first: format.count(start + 1),
      last: format.count(start + own.length),
      all: format.count(series.length),
    };
    yield {
      kind: 'sublist',
      title: plain(listTitle(scope.kind === 'rule', own.length < series.length ? names : undefined)),
      items: own.map((one) => resourceText(one, scope.kind, format)),
    };
  }
}

/** A resource that several rules back up is listed once for each. */
function listTitle(isOfRule: boolean, part: Record<'all' | 'first' | 'last', string> | undefined): string {
  if (isOfRule)
    return part === undefined
      ? l10n.t('Its resources')
      : l10n.t('Its resources, {first} to {last} of {all}', part);
  return part === undefined
    ? l10n.t('Its resources and their rules')
    : l10n.t('Its resources and their rules, {first} to {last} of {all}', part);
}

/** A resource of a finding with its runs that made no job; with its rule, if the finding is wider. */
function resourceText(
  { of, times }: Finding['series'][number],
  kind: Finding['scope']['kind'],
  format: ReportFormat,
): RichText {
  const { latest } = of.judgement;
  const { region, resourceArn } = of.series;
  const title = latest && resourceTitle(latest.job)?.trim();
  const { rule } = namesOf(latest?.rule.creator);
  const place = [
    title && codeOrBlank(title),
    codeOrBlank(resourceArn, 2100),
    kind !== 'rule' && rule && codeOrBlank(rule),
    kind === 'account' && code(region),
  ];
  const listed = plain(format.listed(times.map((time) => format.time(time))));
  return join([join(place, ', '), listed], ': ');
}

function findingText(
  { finding, issue }: Pick<AcceptedFinding, 'finding'> & Partial<AcceptedFinding>,
  format: ReportFormat,
): RichText {
  const { kind, scope, series } = finding;
  const [first] = series;
  const names = {
    what: whatText(finding),
    runs: plain(runsText(runsIn(finding), format)),
    time: plain(format.time(latestRun(finding))),
    check: plain(checkText(finding)),
    resources: plain(resourcesText(finding, format)),
  };
  const text =
    kind === 'missed'
      ? fill(l10n.t('Missed: {what}, {runs}, the latest: {time}.'), names)
      : fill(l10n.t('Overdue, for an unknown reason: {what}, {runs}, the latest: {time}.'), names);
  const rule = first && (scope.kind === 'resource' || scope.kind === 'rule') ? ruleText(first.of) : undefined;
  return join(
    [
      text,
      rule && rule.text !== '' && fill(l10n.t('Rule: {rule}.'), { rule }),
      scope.kind !== 'resource' && fill(l10n.t('Resources: {resources}.'), names),
      issue === undefined
        ? fill(l10n.t('What to check: {check}.'), names)
        : join([knownIssueLine(issue, format.locale), '.']),
    ],
    ' ',
  );
}

function whatText(finding: Finding): RichText {
  const { scope, series } = finding;
  const job = series[0]?.of.judgement.latest?.job;
  const name = scope.kind === 'resource' && job ? resourceTitle(job)?.trim() || scope.name : scope.name;
  // Not all regions of an account are read.
  const regions = scope.kind === 'account' && plain(`(${regionsOf(finding).join(', ')})`);
  return join([plain(scopeTitle(scope.kind)), codeOrBlank(name), regions], ' ');
}

/** The plan and the rule of a series. */
function ruleText({ judgement: { latest } }: JudgedSeries): RichText {
  const { plan, rule } = namesOf(latest?.rule.creator);
  return join([plan && codeOrBlank(plan), rule && codeOrBlank(rule)], ' · ');
}

function runsText(count: number, format: ReportFormat): string {
  return count === 1 ? l10n.t('1 run') : l10n.t('{count} runs', { count: format.count(count) });
}

function resourcesText(finding: Finding, format: ReportFormat): string {
  return format.count(resourcesIn([finding]));
}

function judgedOf({ series }: ScheduleReport, { locale }: ReportFormat): string {
  const judged = countJudged(series);
  const others = series.length - judged;
  return [
    judgedText(judged, series.length, locale),
    others > 0 &&
      series.length > 1 &&
      (others === 1
        ? l10n.t('For the other one, it is not known whether it missed runs.')
        : l10n.t('For the others, it is not known whether they missed runs.')),
  ]
    .filter(Boolean)
    .join(' ');
}

function missedFirst(one: Finding, other: Finding): number {
  return (
    Number(one.kind === 'overdue') - Number(other.kind === 'overdue') ||
    other.series.length - one.series.length
  );
}

const findingsPerBlock = 50;
const resourcesPerBlock = 200;
