import * as l10n from '@vscode/l10n';
import { countText, numberText } from '../../jobs/formats.js';
import type { JobFilter } from '../../jobs/jobFilter.js';
import { completedWithIssues, outcomeOf } from '../../jobs/jobStates.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import { type CountedState, succeededShare } from '../figures/countedStates.js';
import type { HealthFigures } from '../figures/healthTally.js';
import type { HealthCard, HealthViewModel } from './section.js';
import { shareText } from './shareText.js';
import { lengthText, periodStart, periodText, type ViewModelContext } from './viewModelContext.js';

/** The health section: the period compared with the period before. An unknown figure is shown as "—". */
export function healthViewModel(health: HealthFigures, context: ViewModelContext): HealthViewModel {
  const { coverage, now, periodMs } = context;
  const start = periodStart(context);
  const startBefore = new Date(start.getTime() - periodMs);
  const isBeforeKnown = coverage.hasRead(startBefore) && coverage.includes(startBefore, now);
  const isPresent = (state: CountedState) =>
    (health.now.get(state) ?? 0) + (isBeforeKnown ? (health.before.get(state) ?? 0) : 0) > 0;
  const states = [...alwaysShown, ...shownIfPresent.filter(isPresent)];
  const isPartlyExcluded = !coverage.includes(start, now);
  const caption = l10n.t(
    'Jobs created in the {period}, compared with those of the same length of time before. The sentence at the top counts jobs by their end.',
    { period: periodText(context) },
  );
  const cards = [
    shareCard(health, isBeforeKnown, context),
    ...states.map((state): HealthCard => {
      const count = health.now.get(state) ?? 0;
      const before = isBeforeKnown ? (health.before.get(state) ?? 0) : undefined;
      return {
        name: state,
        title: state === 'any other' ? l10n.t('Other states') : stateTitle(state),
        value: countOf(count, coverage.hasRead(start), context),
        ...comparisonOf(count, before, context),
        tone: count === 0 ? 'plain' : toneOf(state),
        target: targetOf(state === 'any other' ? {} : { state: [state] }, context),
      };
    }),
    runningCard(health, context),
  ];
  return {
    name: 'health',
    title: l10n.t('Health'),
    shortTitle: l10n.t('Health'),
    isFolded: true,
    caption: [
      caption,
      isPartlyExcluded && l10n.t('The filter excludes a part of this time.'),
      knownText(health, context),
    ]
      .filter(Boolean)
      .join(' '),
    cards,
    table: {
      columns: [
        { title: l10n.t('Figure') },
        { title: l10n.t('Now'), isNumber: true },
        { title: l10n.t('Before'), isNumber: true },
        { title: l10n.t('Change'), isNumber: true },
      ],
      rows: cards.map(({ before, change, target, title, value }) => ({
        cells: [title, value, before, change],
        target,
      })),
    },
  };
}

/** How many of the jobs that the cards count are known issues. */
function knownText({ known: { bad, withIssues } }: HealthFigures, { locale }: ViewModelContext): string {
  if (bad + withIssues === 0) return '';
  const counts = { bad: numberText(bad, locale), issues: numberText(withIssues, locale) };
  return l10n.t(
    'Known issues among the jobs without a complete backup: {bad}, among those completed with issues, which count as succeeded: {issues}.',
    counts,
  );
}

function shareCard(health: HealthFigures, isBeforeKnown: boolean, context: ViewModelContext): HealthCard {
  const { coverage, locale } = context;
  const isKnown = coverage.hasRead(periodStart(context)) && !coverage.filtersByOutcome;
  const share = isKnown ? succeededShare(health.now, health.known.withIssues) : undefined;
  const before =
    isKnown && isBeforeKnown ? succeededShare(health.before, health.knownBefore.withIssues) : undefined;
  return {
    name: 'share',
    title: l10n.t('Succeeded'),
    value: share === undefined ? unknown : shareText(share, locale),
    before: before === undefined ? unknown : shareText(before, locale),
    change: unknown,
    comparison:
      before === undefined
        ? l10n.t('before: unknown')
        : l10n.t('before: {value}', { value: shareText(before, locale) }),
    tone: share === undefined ? 'plain' : share === 1 ? 'good' : 'plain',
    target: targetOf({}, context),
  };
}

function runningCard({ running, runningBefore }: HealthFigures, context: ViewModelContext): HealthCard {
  const { coverage, now, targets } = context;
  const isKnown = coverage.isComplete && !coverage.filtersByOutcome && coverage.includes(new Date(0), now);
  return {
    name: 'RUNNING',
    title: l10n.t('Running now'),
    value: countOf(running, coverage.isComplete, context),
    ...comparisonOf(running, isKnown ? runningBefore : undefined, context, (value) =>
      l10n.t('{time} ago: {value}', { time: lengthText(context), value }),
    ),
    tone: running === 0 ? 'plain' : 'busy',
    target: targets.add({ kind: 'filter', filter: { state: ['RUNNING'] } }),
  };
}

/** The jobs of the period that a filter matches. */
function targetOf(filter: JobFilter, context: ViewModelContext): number {
  const createdAfter = periodStart(context).toISOString();
  return context.targets.add({ kind: 'filter', filter: { ...filter, createdAfter } });
}

function countOf(count: number, isExact: boolean, { coverage, locale }: ViewModelContext): string {
  if (count === 0 && (coverage.filtersByOutcome || !isExact)) return unknown;
  return countText({ known: count, isExact }, locale);
}

/** The earlier count, the change, and both in a text. */
function comparisonOf(
  count: number,
  before: number | undefined,
  { coverage, locale }: ViewModelContext,
  textOf = (value: string) => l10n.t('before: {value}', { value }),
): Pick<HealthCard, 'before' | 'change' | 'comparison'> {
  if (before === undefined || (before === 0 && coverage.filtersByOutcome))
    return { before: unknown, change: unknown, comparison: textOf(l10n.t('unknown')) };
  const change = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(count - before);
  const value = new Intl.NumberFormat(locale).format(before);
  return {
    before: value,
    change,
    comparison: textOf(count === before ? value : l10n.t('{value} ({change})', { value, change })),
  };
}

function toneOf(state: CountedState): HealthCard['tone'] {
  switch (outcomeOf(state)) {
    case 'bad':
      return 'bad';
    case 'good':
      return 'good';
    case 'withIssues':
      return 'warning';
    case 'open':
      return 'plain';
  }
}

const unknown = '—';
const alwaysShown = ['FAILED', 'EXPIRED', completedWithIssues, 'COMPLETED'] as const;
const shownIfPresent = ['PARTIAL', 'ABORTED', 'any other'] as const;
