import * as l10n from '@vscode/l10n';
import { endTime } from '../../jobs/attention.js';
import { dateText, dayClockText, localTimeText, numberText, shortDateText } from '../../jobs/formats.js';
import { attentionReason, jobTitle } from '../../jobs/jobFacts.js';
import { displayState, type JudgeJob, resultOf } from '../../jobs/jobStates.js';
import { knownIssueText } from '../../jobs/knownIssueText.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import type { ResourceOutcome, ResourceOutcomeName, UnmadeRuns } from '../../schedule/resourceOutcome.js';
import type { KnownOutcome, ScheduleFigures } from '../figures/scheduleFigures.js';
import { knownGroupText } from './knownGroupText.js';
import { placeCells, placeColumns, placesOf, ruleText, unknownRegionsText } from './scheduleCells.js';
import { moreText, type Section, type TableRow } from './section.js';
import {
  hoursText,
  jobText,
  needsResourcesText,
  sinceTimeText,
  type ViewModelContext,
} from './viewModelContext.js';

/**
 * What became of the resources in the period of the tree's Needs attention, compared with the time before.
 *
 * @param schedule undefined if not all jobs of each resource are known: nothing is said then
 */
export function changesSection(schedule: ScheduleFigures | undefined, context: ViewModelContext): Section {
  const { locale } = context;
  const titles = changeTitles();
  const groups = changes.map((change) => {
    const entries = [...(schedule?.outcomes.get(change) ?? [])].map((outcome) => ({
      outcome,
      time: timeOf(outcome, schedule?.judge),
    }));
    entries.sort(change === 'stillFailing' ? mostNightsFirst : latestFirst);
    return { change, entries, title: titles[change] };
  });
  const known = schedule?.knownOutcomes ?? [];
  const all = groups.reduce((sum, { entries }) => sum + entries.length, known.length);
  const changed = groups.flatMap(({ change, entries, title }) =>
    entries.slice(0, maxOfGroup).map(({ outcome, time }, place) => {
      const group = l10n.t('{title} · {count}', { title, count: numberText(entries.length, locale) });
      return { ...changeRow(outcome, time, { change, title, group }, context), isMore: place >= maxAtFirst };
    }),
  );
  const accepted = known.slice(0, maxOfGroup).map((one, place) => ({
    ...knownRow(one, known.length, context),
    isMore: place >= maxAtFirst,
  }));
  const rows = [...changed, ...accepted];
  return {
    name: 'changes',
    title: l10n.t('What changed'),
    shortTitle: l10n.t('What changed'),
    caption: captionOf(schedule, context),
    empty:
      schedule === undefined
        ? needsResourcesText(context.coverage)
        : all > 0
          ? undefined
          : l10n.t('Nothing that is known.'),
    more: moreText({ all, top: rows }),
    // The tree of a history does not judge outcomes.
    moreTarget: context.coverage.isHistory ? undefined : context.targets.add({ kind: 'outcomes' }),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('What') },
        { title: l10n.t('Since'), isShort: true },
        { title: l10n.t('Change'), isCopyOnly: true },
        { title: l10n.t('Nights'), isCopyOnly: true, isNumber: true },
        ...placeColumns(placesOf(schedule?.report.series ?? [])),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows,
    },
  };
}

/** The outcomes that are changes, or should have been; in the order of the section. */
const changes = [
  'newlyFailing',
  'missed',
  'overdue',
  'recovered',
  'stillFailing',
] as const satisfies readonly ResourceOutcomeName[];
type Change = (typeof changes)[number];

function changeTitles(): Readonly<Record<Change, string>> {
  return {
    newlyFailing: l10n.t('Newly failing'),
    missed: l10n.t('Missed a run'),
    overdue: l10n.t('Overdue'),
    recovered: l10n.t('Recovered'),
    stillFailing: l10n.t('Still failing'),
  };
}

function captionOf(
  schedule: ScheduleFigures | undefined,
  { asOf, coverage, locale }: ViewModelContext,
): string {
  if (schedule === undefined) return l10n.t('The latest run of each rule, compared with the one before.');
  const text = l10n.t(
    'The {hours} before {time}, compared with the time before. Each resource is listed once, under the worst change of its rules.',
    {
      hours: hoursText(schedule.hours),
      time: coverage.isHistory ? localTimeText(asOf, locale) : dayClockText(asOf, locale),
    },
  );
  return [text, unknownText(schedule, locale), unknownRegionsText(schedule.report)].filter(Boolean).join(' ');
}

function unknownText({ outcomes }: ScheduleFigures, locale: string): string | undefined {
  const unknown = outcomes.get('unknown')?.length ?? 0;
  if (unknown === 0) return undefined;
  return unknown === 1
    ? l10n.t('Not known: 1 resource.')
    : l10n.t('Not known: {count} resources.', { count: numberText(unknown, locale) });
}

/** A resource whose trouble is accepted as a known issue. */
function knownRow({ issue, outcome }: KnownOutcome, count: number, context: ViewModelContext): TableRow {
  const change = changes.find((one) => one === outcome.outcome) ?? 'stillFailing';
  const group = knownGroupText(count, context);
  const row = changeRow(outcome, timeOf(outcome), { change, title: l10n.t('Known issue'), group }, context);
  const text = knownIssueText(issue, context.locale);
  return {
    ...row,
    cells: row.cells.map((cell, column) => (column === whatColumn ? `${text} · ${cell}` : cell)),
  };
}

interface RowGroup {
  readonly change: Change;
  readonly title: string;
  readonly group: string;
}

function changeRow(
  outcome: ResourceOutcome,
  time: number,
  { change, group, title }: RowGroup,
  context: ViewModelContext,
): TableRow {
  const { failing, latest, resourceArn } = outcome;
  const { locale, targets } = context;
  const arn = resourceArn === undefined ? undefined : jobText(resourceArn, 200);
  return {
    cells: [
      jobText(jobTitle(latest), 120),
      whatText(outcome, change, context),
      sinceText(outcome, time, context),
      title,
      failing === undefined ? '—' : numberText(failing.nights, locale),
      ...placeCells(outcome),
      arn ?? '—',
    ],
    group,
    target: targets.add({ kind: 'open', job: outcome.jobs[0] ?? latest }),
    filter: resourceArn === undefined ? undefined : targets.add({ kind: 'filter', filter: { resourceArn } }),
    accept: acceptTarget(outcome, context),
    tooltip: arn,
  };
}

/** What a new known issue accepts: what is wrong and not accepted. Undefined if that is nothing. */
function acceptTarget({ open }: ResourceOutcome, { targets }: ViewModelContext): number | undefined {
  return open.jobs.length + open.runs.length === 0 ? undefined : targets.add({ kind: 'accept', what: open });
}

function whatText(outcome: ResourceOutcome, change: Change, context: ViewModelContext): string {
  switch (change) {
    case 'newlyFailing':
    case 'stillFailing':
      return stateAndReason(outcome);
    case 'recovered': {
      const [before] = outcome.jobs.slice(-1);
      return l10n.t('Good again after: {state}', { state: stateTitle(before && displayState(before)) });
    }
    case 'missed':
      return runsText(outcome.missed, context, (runs, count) =>
        runs === 1 ? l10n.t('1 run made no job') : l10n.t('{count} runs made no job', { count }),
      );
    case 'overdue':
      return runsText(outcome.overdue, context, (runs, count) =>
        runs === 1 ? l10n.t('no job for 1 run') : l10n.t('no job for {count} runs', { count }),
      );
  }
}

function stateAndReason({ jobs: [job], latest }: ResourceOutcome): string {
  const shown = job ?? latest;
  const reason = attentionReason(shown);
  return [stateTitle(displayState(shown)), reason && jobText(reason, 160)].filter(Boolean).join(' · ');
}

function runsText(
  runs: readonly UnmadeRuns[],
  { locale }: ViewModelContext,
  textOf: (runs: number, count: string) => string,
): string {
  return runs
    .map(({ of, times: { length } }) => [
      ruleText(of, 'resource'),
      textOf(length, numberText(length, locale)),
    ])
    .map((texts) => texts.join(' · '))
    .join(', ');
}

function sinceText({ failing }: ResourceOutcome, time: number, context: ViewModelContext): string {
  const { coverage, locale } = context;
  if (!Number.isFinite(time)) return l10n.t('not known');
  if (failing === undefined || failing.nights < 2) return sinceTimeText(new Date(time), context);
  const day = coverage.isHistory ? dateText(new Date(time), locale) : shortDateText(time, locale);
  const nights = numberText(failing.nights, locale);
  return l10n.t('{day} · {nights} nights', { day, nights });
}

/** Since when a resource has its outcome, in epoch milliseconds; -Infinity if that is not known. */
function timeOf(
  { failing, jobs, missed, outcome, overdue }: ResourceOutcome,
  judge: JudgeJob = resultOf,
): number {
  const job = outcome === 'recovered' ? jobs.findLast((one) => judge(one) === 'good') : jobs[0];
  const { NEGATIVE_INFINITY: never } = Number;
  if (failing !== undefined) return failing.since?.getTime() ?? never;
  if (outcome === 'missed') return Math.max(...missed.flatMap(({ times }) => times));
  if (outcome === 'overdue') return Math.min(...overdue.flatMap(({ times }) => times));
  return job === undefined ? never : endTime(job);
}

interface TimedOutcome {
  readonly outcome: ResourceOutcome;
  readonly time: number;
}

function latestFirst(one: TimedOutcome, other: TimedOutcome): number {
  return other.time - one.time || byKey(one, other);
}

function mostNightsFirst(one: TimedOutcome, other: TimedOutcome): number {
  return (other.outcome.failing?.nights ?? 0) - (one.outcome.failing?.nights ?? 0) || latestFirst(one, other);
}

function byKey({ outcome: one }: TimedOutcome, { outcome: other }: TimedOutcome): number {
  const [key, otherKey] = [`${one.region} ${one.key}`, `${other.region} ${other.key}`];
  return key < otherKey ? -1 : Number(key > otherKey);
}

/** The place of the column that says what changed. */
const whatColumn = 1;
const maxOfGroup = 100;
/** So few that all groups are on a screen. */
const maxAtFirst = 3;
