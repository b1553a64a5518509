import { type KnownState, stateOrder } from '../jobs/jobStates.js';

/** What happened on a day: the state of its worst job, runs without a job, or nothing. */
export type CellResult = KnownState | 'missed' | 'overdue' | 'none';

/** What is not known of a day. Shown behind its result. */
export type CellDoubt = 'known' | 'notJudged' | 'unread';

/** The results, the worst first. A run without a job comes directly after the jobs without a backup. */
export const cellResults: readonly CellResult[] = [
  ...stateOrder.slice(0, stateOrder.indexOf('any other')),
  'missed',
  'overdue',
  ...stateOrder.slice(stateOrder.indexOf('any other')),
  'none',
];

const doubts = ['known', 'notJudged', 'unread'] as const satisfies readonly CellDoubt[];

/** A day of a resource. */
export interface Cell {
  readonly result: CellResult;
  readonly doubt: CellDoubt;
}

/** A cell as a character code, so that a row is a short text. */
export function cellCode(result: number, doubt: CellDoubt): number {
  return firstCode + result * doubts.length + doubts.indexOf(doubt);
}

/** The cell of a code of {@link cellCode}. */
export function cellOf(code: number): Cell {
  const number = code - firstCode;
  return {
    result: cellResults[Math.floor(number / doubts.length)] ?? 'none',
    doubt: doubts[number % doubts.length] ?? 'unread',
  };
}

/** A detail as a character code: 0 is none, other numbers are those of a list of texts. */
export function detailCode(detail: number): number {
  return firstCode + detail;
}

/** The detail of a code of {@link detailCode}. */
export function detailOf(code: number): number {
  return code - firstCode;
}

/** More would reach the surrogates, which a text cannot hold alone. */
export const maxDetails = 50_000;

/** `#`: JSON escapes neither it nor the following characters up to the backslash. */
const firstCode = 35;
