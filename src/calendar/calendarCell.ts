import { type KnownState, stateOrder } from '../jobs/jobStates.js';

/**
 * What happened on a day: the state of its worst job, runs without a job, or nothing. What made no complete
 * backup and is accepted as a known issue has a result of its own.
 */
export type CellResult = KnownState | 'accepted' | 'missed' | 'overdue' | 'none';

/** What is not known of a day. Shown behind its result. */
export type CellDoubt = 'known' | 'notJudged' | 'unread';

/**
 * The results, the worst first. A run without a job comes directly after the jobs without a backup, a known
 * issue after all that needs attention.
 */
export const cellResults: readonly CellResult[] = [
  ...stateOrder.slice(0, stateOrder.indexOf('any other')),
  'missed',
  'overdue',
  ...stateOrder.slice(stateOrder.indexOf('any other'), stateOrder.indexOf('ABORTING')),
  'accepted',
  ...stateOrder.slice(stateOrder.indexOf('ABORTING')),
  'none',
];

const doubts = ['known', 'notJudged', 'unread'] as const satisfies readonly CellDoubt[];

/** A day of a resource. */
export interface Cell {
  readonly result: CellResult;
  readonly doubt: CellDoubt;
}

/** A cell as a character code below 256, so that a row is a short text. */
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

/** `#`: JSON escapes neither it nor the following characters up to the backslash. */
const firstCode = 35;
