import * as l10n from '@vscode/l10n';
import type { CopiedContent } from '../jobs/copiedContent.js';
import { tableHtml } from '../jobs/copiedTable.js';
import { type CopyHead, headLines } from '../jobs/copyHead.js';
import { code, plain, type RichText } from '../jobs/richText.js';
import type { BuiltCalendar } from './buildCalendar.js';
import { type CellWords, cellWords } from './cellWords.js';
import { doubtNames } from './resultNames.js';
import { matchingRows } from './rowSearch.js';

/**
 * A copy of the rows that match a search: a Markdown table with a row for each resource and a column for each
 * of the latest days, and the same as HTML.
 */
export function calendarContent(
  built: BuiltCalendar,
  search: string,
  about: Omit<CopyHead, 'headline'>,
  locale: string,
): CopiedContent {
  const { days, groups, limits, note, rows } = built.viewModel;
  const places = matchingRows(rows, search);
  const shown = places.slice(0, maxCopied);
  const hasGroups = groups.length > 0;
  const words = wordsOf(built);
  const copiedDays = [...days.slots.entries()].slice(-maxCopiedDays);
  const columns = [
    l10n.t('Resource'),
    ...(hasGroups ? [l10n.t('Group')] : []),
    ...copiedDays.map(([, { name }]) => name),
  ];
  const cellsOf = (row: number): RichText[] => [
    code(rows.titles[row] ?? '', 120),
    ...(hasGroups ? [code(groups[rows.groups[row] ?? 0] ?? '', 120)] : []),
    ...copiedDays.map(([slot]) => code(cellWords(days, row, slot, words), 120)),
  ];
  const table = shown.map(cellsOf);
  const lines = [
    ...headLines({ ...about, headline: l10n.t('Backup calendar') }, locale),
    plain(note),
    ...(limits === '' ? [] : [plain(limits)]),
    ...(places.length > shown.length
      ? [plain(l10n.t('The first {shown} of {all} rows', { shown: shown.length, all: places.length }))]
      : []),
    ...(days.slots.length > copiedDays.length
      ? [
          plain(
            l10n.t('The last {shown} of {all} days', { shown: copiedDays.length, all: days.slots.length }),
          ),
        ]
      : []),
  ];
  const markdownRows = [columns.map(plain), columns.map(() => plain('---')), ...table].map(
    (cells) => `| ${cells.map(markdownCell).join(' | ')} |`,
  );
  const htmlTable = {
    columns: columns.map((title) => ({ title })),
    rows: table.map((cells) => ({ cells: cells.map(({ text }) => text) })),
  };
  return {
    text: `${lines.map(({ markdown }) => markdown).join('  \n')}\n\n${markdownRows.join('\n')}\n`,
    html: `<p>${lines.map((line) => line.html).join('<br>')}</p>${tableHtml(htmlTable)}`,
  };
}

/**
 * The rows that match a search as lines of a table: a line of titles, and one for each resource with a column
 * for each day.
 */
export function* calendarTable(
  built: BuiltCalendar,
  search: string,
): Generator<readonly (string | undefined)[], void, undefined> {
  const { days, groups, rows } = built.viewModel;
  const words = wordsOf(built);
  yield [
    l10n.t('Resource'),
    l10n.t('ARN'),
    l10n.t('Resource type'),
    l10n.t('Account'),
    l10n.t('Region'),
    l10n.t('Group'),
    ...built.days.starts.map(isoDay),
  ];
  for (const row of matchingRows(rows, search)) {
    const { latest, region } = built.rows[row] ?? {};
    yield [
      rows.titles[row],
      latest?.ResourceArn,
      latest?.ResourceType,
      latest?.AccountId,
      region,
      groups[rows.groups[row] ?? -1],
      ...days.slots.map((_, slot) => cellWords(days, row, slot, words)),
    ];
  }
}

function wordsOf({ viewModel: { details, results } }: BuiltCalendar): CellWords {
  return { ...doubtNames(), details, results };
}

/**
 * A cell of a Markdown table. A pipe in it is escaped; a backslash before it would undo that.
 *
 * @see https://github.github.com/gfm/#tables-extension-
 */
function markdownCell({ markdown }: RichText): string {
  return markdown.replaceAll(/(\\*)\|/g, (_, slashes: string) => `${slashes && `${slashes} `}\\|`);
}

/** The local date of a time: `2026-11-24`. */
function isoDay(time: number): string {
  const date = new Date(time);
  const part = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

/** A chat or a ticket takes no more. */
const maxCopied = 200;
/** As many as without a history. */
const maxCopiedDays = 31;
