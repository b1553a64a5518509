import { cellOf, detailOf } from './calendarCell.js';
import type { ResultNames, SlotsViewModel } from './calendarViewModel.js';

/** The words of a cell. */
export interface CellWords {
  readonly results: ResultNames;
  readonly notJudged: string;
  readonly unread: string;
  /** The texts of the details. */
  readonly details: readonly string[];
}

/** What a cell says: `failed, AccessDenied, 2 jobs`, `no job, not judged`. */
export function cellWords(
  { cells, details, slots }: SlotsViewModel,
  row: number,
  slot: number,
  words: CellWords,
): string {
  const place = row * slots.length + slot;
  const { doubt, result } = cellOf(cells.charCodeAt(place));
  const detail = words.details[detailOf(details.charCodeAt(place))];
  const parts = [words.results[result], detail, doubt !== 'known' && words[doubt]];
  return parts.filter(Boolean).join(', ');
}
