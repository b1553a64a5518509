import * as l10n from '@vscode/l10n';
import { type AcceptedIssues, noKnownIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import { localTimeText } from '../../jobs/formats.js';
import { resourceTitle } from '../../jobs/jobFacts.js';
import {
  code,
  codeAtStart,
  codeOrBlank,
  fill,
  join,
  plain,
  type RichText,
  strong,
} from '../../jobs/richText.js';
import { splitFindings } from '../../schedule/acceptedFindings.js';
import {
  countFindings,
  firstRun,
  latestRun,
  regionsOf,
  resourcesIn,
  runsIn,
} from '../../schedule/findingCounts.js';
import { checkText, scopeTitle } from '../../schedule/findingText.js';
import type { Finding } from '../../schedule/foldFindings.js';
import { judgedText } from '../../schedule/judgedText.js';
import { namesOf } from '../../schedule/ruleVersion.js';
import { knownIssueLine } from '../knownIssueLine.js';

/** The runs that made no job, as far as they are known. */
export interface SummarySchedule {
  /** Those of the summary's period. */
  readonly findings: readonly Finding[];
  /** The regions about which nothing is known. */
  readonly unknownRegions: readonly string[];
  /** Whether the filter excludes some jobs of the resources. */
  readonly isFiltered: boolean;
  /** The number of pairs of a resource and a rule, and of those whose latest runs are judged. */
  readonly series: number;
  readonly judged: number;
}

/** The part of a summary about runs that made no job: its title, a note, and the lines of each finding. */
export interface ScheduleText {
  readonly title: RichText;
  readonly note: RichText;
  readonly items: readonly (readonly RichText[])[];
}

/** The part about runs that made no job; it always says what is not known. */
export function scheduleText(
  schedule: SummarySchedule,
  areSeveralRegions: boolean,
  locale: string,
  known = noKnownIssues,
): ScheduleText {
  const { judged, series } = schedule;
  const { accepted, open } = splitFindings(schedule.findings, known);
  const unknown = unknownText(schedule, areSeveralRegions);
  const counts = findingCountTexts(open);
  const title =
    counts.length > 0
      ? counts.join(', ')
      : judged > 0
        ? accepted.length > 0
          ? l10n.t('No missed or overdue runs except known issues, among the schedules that can be judged')
          : l10n.t('No missed or overdue runs among the schedules that can be judged')
        : l10n.t('Missed runs: not known');
  const noneText =
    judged === 0 && unknown === undefined && l10n.t('The jobs name no schedule that can be judged.');
  return {
    title: strong(plain(title)),
    note: join([judged > 0 && judgedText(judged, series, locale), noneText, unknown], ' '),
    items: [...open].sort(missedFirst).map((finding) => findingLines(finding, locale)),
  };
}

/** `1 missed run`, `2 overdue resources`: those that there are. */
export function findingCountTexts(findings: readonly Finding[]): readonly string[] {
  const { missed, overdue } = countFindings(findings);
  return [
    missed > 0 && (missed === 1 ? l10n.t('1 missed run') : l10n.t('{count} missed runs', { count: missed })),
    overdue > 0 &&
      (overdue === 1
        ? l10n.t('1 overdue resource')
        : l10n.t('{count} overdue resources', { count: overdue })),
  ].filter((text) => text !== false);
}

/** The lines of the runs that are accepted as known issues, each with its issue. */
export function acceptedRunLines(
  { findings }: SummarySchedule,
  known: AcceptedIssues,
  locale: string,
): RichText[][] {
  return splitFindings(findings, known).accepted.map(({ finding, issue }) => {
    const [title = plain('')] = findingLines(finding, locale);
    return [title, knownIssueLine(issue, locale)];
  });
}

/** Why missed runs are not known, or in which regions; undefined if they are. */
function unknownText(
  { isFiltered, unknownRegions }: SummarySchedule,
  areSeveralRegions: boolean,
): string | undefined {
  if (unknownRegions.length === 0) return undefined;
  const names = { regions: unknownRegions.join(', ') };
  if (isFiltered) return l10n.t('Missed runs are not known: the filter excludes some jobs of the resources.');
  return areSeveralRegions
    ? l10n.t('Missed runs are not known in {regions}: not all jobs are loaded.', names)
    : l10n.t('Missed runs are not known: not all jobs are loaded.');
}

/** The lines of a finding, the first of which is its title. */
function findingLines(finding: Finding, locale: string): RichText[] {
  const title = join([strong(nameOf(finding)), factsText(finding)], ' ');
  return [
    join([title, runsText(finding, locale)], ': '),
    ...(finding.scope.kind === 'resource' ? [] : [resourcesLine(finding)]),
    plain(l10n.t('What to check: {check}', { check: checkText(finding) })),
  ];
}

/** The first resources of a rule, plan, vault, region or account, and the number of the others. */
function resourcesLine({ series }: Finding): RichText {
  const names = new Map(
    series.map(({ of }) => [
      of.series.resourceArn,
      resourceNameOf(of.judgement.latest?.job, of.series.resourceArn),
    ]),
  );
  const more = names.size - maxNamed;
  const named = join([...names.values()].slice(0, maxNamed), ', ');
  return more > 0
    ? fill(l10n.t('Resources: {names} and {count} more'), { names: named, count: plain(String(more)) })
    : fill(l10n.t('Resources: {names}'), { names: named });
}

function resourceNameOf(job: BackupJob | undefined, arn: string): RichText {
  const name = code((job && resourceTitle(job)) || arn);
  return name.text === '' ? codeOrBlank(arn) : name;
}

function nameOf({ scope, series: [first] }: Finding): RichText {
  const latest = first?.of.judgement.latest;
  const name =
    scope.kind === 'resource'
      ? codeAtStart((latest && resourceTitle(latest.job)) || scope.name)
      : code(scope.name);
  const shown = name.text === '' ? codeOrBlank(scope.name) : name;
  return scope.kind === 'resource' ? shown : join([scopeTitle(scope.kind), shown], ' ');
}

/** What all series of the finding have in common. */
function factsText(finding: Finding): RichText {
  const { scope, series } = finding;
  const [first] = series;
  const latest = first?.of.judgement.latest;
  const { plan, rule } = namesOf(latest?.rule.creator);
  const isOfResource = scope.kind === 'resource';
  const facts = [
    isOfResource && latest?.job.ResourceType && code(latest.job.ResourceType),
    (isOfResource || scope.kind === 'rule') &&
      plan &&
      fill(l10n.t('plan {name}'), { name: codeOrBlank(plan) }),
    isOfResource && rule && fill(l10n.t('rule {name}'), { name: codeOrBlank(rule) }),
    scope.kind !== 'account' && first?.of.series.accountId && code(first.of.series.accountId),
    scope.kind !== 'region' && regionsOf(finding).join(', '),
  ];
  const shown = join(
    facts.map((fact) => fact || undefined),
    ', ',
  );
  return shown.text === '' ? plain('') : join(['(', shown, ')']);
}

function runsText(finding: Finding, locale: string): string {
  const resources = resourcesIn([finding]);
  const text = (time: number) => localTimeText(new Date(time), locale);
  const [first, last] = [text(firstRun(finding)), text(latestRun(finding))] as const;
  const runs = runsIn(finding);
  const time =
    finding.kind === 'overdue'
      ? l10n.t('overdue, no job for the runs since {time}', { time: first })
      : first === last
        ? l10n.t('missed run of {time}', { time: first })
        : l10n.t('{count} missed runs from {first} to {last}', { count: runs, first, last });
  return [time, resources > 1 && l10n.t('{count} resources', { count: resources })]
    .filter(Boolean)
    .join(', ');
}

function missedFirst(one: Finding, other: Finding): number {
  return (
    Number(one.kind === 'overdue') - Number(other.kind === 'overdue') ||
    other.series.length - one.series.length
  );
}

/** The report lists all of them. */
const maxNamed = 5;
