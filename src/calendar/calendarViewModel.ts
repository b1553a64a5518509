import type { CellResult } from './calendarCell.js';

/** The calendar as its page shows it. All texts are plain text, never markup. */
export interface CalendarViewModel {
  /** What was counted, and when. */
  readonly note: string;
  /** What is shown instead of rows if there are none. */
  readonly empty: string;
  /** What is not known, in sentences; empty if all is known. */
  readonly limits: string;
  /** The rows, those that need attention first. With groups, those of a group are together. */
  readonly rows: CalendarRows;
  /** The titles of the groups, in the order of the rows; empty if the rows are not grouped. */
  readonly groups: readonly string[];
  readonly days: SlotsViewModel;
  /** The hours of the day that is opened. */
  readonly hours: (SlotsViewModel & { readonly day: number }) | undefined;
  /** The texts of the details. The first one is empty. */
  readonly details: readonly string[];
  readonly results: ResultNames;
  /** The codes of all cells, each once; see `cellOf`. */
  readonly codes: readonly number[];
}

/** The rows as lists of the same length: 10,000 objects would take longer to send. */
export interface CalendarRows {
  readonly titles: readonly string[];
  /** The resource type and, if there are several, the account and the region. */
  readonly notes: readonly string[];
  readonly arns: readonly string[];
  /** The place in `groups`. */
  readonly groups: readonly number[];
}

/** Days or hours, with the cells of all rows. */
export interface SlotsViewModel {
  readonly slots: readonly SlotViewModel[];
  /** The cells of each row; see `encodeRow`. */
  readonly rows: readonly string[];
}

export interface SlotViewModel {
  /** Two short lines for the header. */
  readonly label: string;
  readonly note: string;
  /** For screen readers and tooltips. */
  readonly name: string;
  readonly isToday: boolean;
  /** The month and the year, for the corner while it is the first visible one. */
  readonly month: string;
}

/** The names of the results, within a sentence. */
export type ResultNames = Readonly<Record<CellResult, string>>;
