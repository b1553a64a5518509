import { entry } from '../../jobs/mapEntry.js';
import type { CalendarViewModel } from '../calendarViewModel.js';
import { matchingRows } from '../rowSearch.js';

/** A line of the grid: a row, or the title of a group. */
export type GridLine =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'group'; readonly title: string; readonly rows: number; readonly isOpen: boolean };

/** The lines of the rows that match a search. Those of a closed group are left out. */
export function gridLines(
  { groups, rows }: Pick<CalendarViewModel, 'groups' | 'rows'>,
  search: string,
  closedGroups: ReadonlySet<string>,
): { readonly lines: readonly GridLine[]; readonly matches: number } {
  const matches = matchingRows(rows, search);
  if (groups.length === 0)
    return { lines: matches.map((row) => ({ kind: 'row', row })), matches: matches.length };
  const byGroup = new Map<number, number[]>();
  for (const row of matches) {
    const group = rows.groups[row] ?? 0;
    entry(byGroup, group, () => []).push(row);
  }
  const lines = [...byGroup].flatMap(([group, own]): GridLine[] => {
    const title = groups[group] ?? '';
    const isOpen = !closedGroups.has(title);
    const ofRows = isOpen ? own.map((row) => ({ kind: 'row', row }) as const) : [];
    return [{ kind: 'group', title, rows: own.length, isOpen }, ...ofRows];
  });
  return { lines, matches: matches.length };
}

/** A column of the grid: a day, or an hour of the day that is open. */
export interface GridColumn {
  readonly isHour: boolean;
  readonly slot: number;
}

/** The columns. The hours follow their day. */
export function gridColumns({
  days,
  hours,
}: Pick<CalendarViewModel, 'days' | 'hours'>): readonly GridColumn[] {
  return days.slots.flatMap((_, slot) => [
    { isHour: false, slot },
    ...(hours?.day === slot ? hours.slots.map((_hour, hour) => ({ isHour: true, slot: hour })) : []),
  ]);
}

/**
 * The place of a column after the hours of a day were opened or closed. An hour that is gone becomes the
 * column at its place.
 *
 * @param before the column that was at `place`; undefined if that is no day or hour
 */
export function placeOfColumn(
  columns: readonly GridColumn[],
  before: GridColumn | undefined,
  place: number,
): number {
  const same = columns.findIndex(
    ({ isHour, slot }) => before !== undefined && isHour === before.isHour && slot === before.slot,
  );
  return same === -1 ? Math.min(place, columns.length - 1) : same;
}
