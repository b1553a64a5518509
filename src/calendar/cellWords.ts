import { cellOf } from './calendarCell.js';
import type { ResultNames, SlotsViewModel } from './calendarViewModel.js';
import { cellAt } from './rowCode.js';

/** The words of a cell. */
export interface CellWords {
  readonly results: ResultNames;
  readonly notJudged: string;
  readonly unread: string;
  /** The texts of the details. */
  readonly details: readonly string[];
}

/**
 * What a cell says: `failed, AccessDenied, 2 jobs`, `no job, not judged`. The detail of a known issue has its
 * own result: `failed, known issue: the reason`.
 */
export function cellWords({ rows }: SlotsViewModel, row: number, slot: number, words: CellWords): string {
  const { code, detail } = cellAt(rows[row] ?? '', slot);
  const { doubt, result } = cellOf(code);
  const text = words.details[detail];
  const parts = [
    result === 'accepted' && text ? '' : words.results[result],
    text,
    doubt !== 'known' && words[doubt],
  ];
  return parts.filter(Boolean).join(', ');
}
