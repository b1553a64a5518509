import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Choice, isChoice, type Notice } from '../editor/pickOne.js';
import { filterTable, type TimeFilter } from '../jobs/filterTable.js';
import { timeText } from '../jobs/filterText.js';
import { localTimeText } from '../jobs/formats.js';
import { type FilterChange, type JobFilter, withFilters } from '../jobs/jobFilter.js';
import { isRelative, type TimeExpression, timeOf } from '../jobs/timeExpression.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { Edited, FilterContext } from './filterContext.js';
import { type FieldName, filterFields } from './filterFields.js';
import { timeHint } from './timeHint.js';
import { exampleTime, isAmbiguousDate, typedTime } from './typedTime.js';

/** The filters for the two ends of a time range. */
interface Range {
  readonly after: TimeFilter;
  readonly before: TimeFilter;
}

/** Options of the quick picks of a field. */
interface FieldOptions {
  readonly title: string;
  readonly canGoBack: boolean;
}

/** Lets the user set a time range: a common one with one choice, or each end by itself. */
export async function editTimeRange(
  after: FieldName & TimeFilter,
  context: FilterContext,
  options: FieldOptions,
): Promise<Edited> {
  const range = { after, before: filterFields[after].before };
  for (;;) {
    const { value: filter } = context.root;
    const picked = await context.pickers.one<TimeFilter | FilterChange>({
      ...options,
      placeholder: l10n.t('Select a range or one of its ends, or type its start: {example}', {
        example: exampleTime(),
      }),
      choices: [...rangeChoices(range), ...endChoices(range, filter)],
      typed: (text) => typedStart(text, range, context),
      active: (value) => typeof value !== 'string' && isSetTo(filter, value),
    });
    if (picked === undefined || picked === 'back') return picked;
    if (typeof picked.value !== 'string') {
      if (!isSetTo(filter, picked.value)) await context.root.set(withFilters(filter, picked.value));
      return 'set';
    }
    const edited = await editEnd(picked.value, context, options.title);
    if (edited !== 'back') return edited;
  }
}

async function editEnd(name: TimeFilter, context: FilterContext, title: string): Promise<Edited> {
  const { pickers, root } = context;
  const current = root.value[name];
  const clear: Choice<TimeExpression>[] =
    current === undefined
      ? []
      : [{ label: l10n.t('Any'), description: l10n.t('clears this end'), value: '' }];
  const expressions = filterTable[name].end === 'after' ? commonStarts : commonEnds;
  const offered = current === undefined ? expressions : [...new Set([current, ...expressions])];
  const picked = await pickers.one<TimeExpression>({
    title:
      filterTable[name].end === 'after'
        ? l10n.t('{title}: After', { title })
        : l10n.t('{title}: Before', { title }),
    canGoBack: true,
    placeholder: l10n.t('Select a time, or type one: {example}', { example: exampleTime() }),
    choices: [...clear, ...offered.map((expression) => timeChoice(expression, name, context))],
    typed: (text) => typedEnd(text, name, context),
    active: (value) => value === current,
  });
  if (picked === undefined || picked === 'back') return picked;
  if (picked.value !== (current ?? '')) await root.set(withFilters(root.value, { [name]: picked.value }));
  return 'set';
}

function rangeChoices({ after, before }: Range): Choice<FilterChange>[] {
  const section = l10n.t('Ranges');
  const starts = commonStarts.map((expression) => ({
    section,
    label: /^last /.test(expression)
      ? visibleLine(expression, 200)
      : l10n.t('since {time}', { time: expression }),
    description: momentText(expression),
    value: { [after]: expression, [before]: undefined },
  }));
  const any = {
    section,
    label: l10n.t('Any time'),
    value: { [after]: undefined, [before]: undefined },
  };
  return [...starts, any];
}

function endChoices({ after, before }: Range, filter: JobFilter): Choice<TimeFilter>[] {
  const section = l10n.t('Start and end');
  return [
    { section, label: l10n.t('After…'), description: currentText(filter[after]), value: after },
    { section, label: l10n.t('Before…'), description: currentText(filter[before]), value: before },
  ];
}

function typedStart(text: string, { after }: Range, context: FilterContext): Choice<FilterChange> | Notice {
  const choice = typedEnd(text, after, context);
  return isChoice(choice) ? { ...choice, value: { [after]: choice.value } } : choice;
}

/** The typed text as a time, or a notice that it is not valid. */
function typedEnd(text: string, name: TimeFilter, context: FilterContext): Choice<TimeExpression> | Notice {
  const expression = typedTime(text);
  if (expression !== undefined) return timeChoice(expression, name, context);
  return {
    label: visibleLine(text, 200),
    description: isAmbiguousDate(text)
      ? l10n.t('is ambiguous: day and month could be swapped')
      : l10n.t('is not recognized as a time'),
    detailIcon: 'info',
    detail: l10n.t('For example: {examples}', {
      examples: ['last 7 days', exampleTime(), `${new Date().toISOString().slice(0, 16)}Z`].join(' · '),
    }),
  };
}

function timeChoice(
  expression: TimeExpression,
  name: TimeFilter,
  { hasOldJobs, root }: FilterContext,
): Choice<TimeExpression> {
  const changed = withFilters(root.value, { [name]: expression });
  const options = { hasOldJobs: hasOldJobs(), locale: vscode.env.language };
  const hint = timeHint(changed, name, new Date(), options);
  return {
    label: isRelative(expression) ? visibleLine(expression, 200) : timeText(expression, vscode.env.language),
    description: isRelative(expression) ? momentText(expression) : visibleLine(expression, 200),
    ...(hint !== undefined && { detail: hint, detailIcon: 'warning' as const }),
    value: expression,
  };
}

/** The time that an expression means now, with its time zone. */
function momentText(expression: TimeExpression): string {
  const time = timeOf(expression, new Date());
  return time === undefined ? '' : localTimeText(time, vscode.env.language);
}

function currentText(expression: TimeExpression | undefined): string {
  return expression === undefined ? l10n.t('any time') : timeText(expression, vscode.env.language);
}

function isSetTo(filter: JobFilter, change: FilterChange): boolean {
  return Object.entries(change).every(([name, value]) => filter[name as TimeFilter] === value);
}

const commonStarts: readonly TimeExpression[] = [
  'last 24 hours',
  'last 7 days',
  'last 30 days',
  'today',
  'yesterday 18:00',
];
const commonEnds: readonly TimeExpression[] = ['24 hours ago', '7 days ago', 'today', 'yesterday 18:00'];
