import * as l10n from '@vscode/l10n';
import type { Dimension } from '../jobs/grouping.js';
import { jobTitle } from '../jobs/jobFacts.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { CalendarRow } from './calendarRows.js';
import type { CalendarRows } from './calendarViewModel.js';

/**
 * The texts of the rows. If there are several accounts or regions, the note names them, because
 * resources in them may have the same name.
 */
export function rowTexts(
  rows: readonly CalendarRow[],
  dimension: Dimension | undefined,
  locale: string,
): { readonly groups: readonly string[]; readonly rows: CalendarRows } {
  const hasSeveral = (of: (row: CalendarRow) => string | undefined) => new Set(rows.map(of)).size > 1;
  const hasAccounts = hasSeveral(({ latest }) => latest.AccountId);
  const hasRegions = hasSeveral(({ region }) => region);
  const groups: string[] = [];
  const groupOf: number[] = [];
  let before: CalendarRow | undefined;
  for (const row of rows) {
    if (dimension !== undefined && (before === undefined || before.group !== row.group))
      groups.push(groupTitle(row, dimension, locale));
    groupOf.push(groups.length - 1);
    before = row;
  }
  const lists = {
    titles: rows.map(({ latest }) => visibleLine(jobTitle(latest), 120) || l10n.t('(blank)')),
    notes: rows.map(({ latest, region }) =>
      [latest.ResourceType, hasAccounts && latest.AccountId, hasRegions && region]
        .flatMap((part) => (part ? [visibleLine(part, 40)] : []))
        .join(' · '),
    ),
    arns: rows.map(({ latest }) => visibleLine(latest.ResourceArn ?? '', 300)),
    groups: groupOf,
  };
  return { groups, rows: lists };
}

/** `prod-vault`; without a value `No vault`. The title alone may not be unique. */
function groupTitle({ group, groupTitle: title }: CalendarRow, dimension: Dimension, locale: string): string {
  if (group === undefined) return dimension.absentTitle();
  const value = visibleLine(dimension.valueTitle?.(group, new Date(), locale) ?? group, 120);
  const name = visibleLine(title ?? '', 120);
  return (name === '' || name === value ? value : `${name} (${value})`) || l10n.t('(blank)');
}
