import { type ClipboardReport, clipboardReportFrom } from '../editor/clipboardMessage.js';
import { isCount, requestFrom } from '../editor/pageRequest.js';
import type { SubjectNotice } from '../jobs/subjectNotice.js';
import { type CalendarGrouping, groupingFrom } from './calendarGroupingNames.js';
import type { CalendarLabels } from './calendarLabels.js';
import type { CalendarViewModel } from './calendarViewModel.js';

/** What the page shows. */
export interface ShowCalendarMessage {
  readonly kind: 'show';
  /** The version of the view model. A click on an older version is ignored. */
  readonly version: number;
  /** The connection and the filter. */
  readonly subject: string;
  /** Undefined if there is none. Not sent again while the page has this version: see `isSame`. */
  readonly viewModel: CalendarViewModel | undefined;
  /** Whether the view model of this version, which the page has, stays. */
  readonly isSame: boolean;
  readonly notices: readonly SubjectNotice[];
  /** The progress of the current read; undefined if there is none. */
  readonly progress: string | undefined;
  readonly grouping: CalendarGrouping;
  /** Whether it shows only some of the jobs of the tree's filter. */
  readonly isScoped: boolean;
  /** Increases when it is to show other jobs. A search for one of the earlier resources then ends. */
  readonly scope: number;
  readonly labels: CalendarLabels;
}

/** What the page requests. Rows and slots are places in the view model of the version. */
export type CalendarRequest =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'openOverview' }
  /** Shows all jobs of the tree's filter. */
  | { readonly kind: 'showAll' }
  | ({ readonly kind: 'clipboard' } & ClipboardReport)
  | { readonly kind: 'fix'; readonly notice: string }
  | { readonly kind: 'group'; readonly grouping: CalendarGrouping }
  /** Opens a day to its hours, or closes the open one. */
  | { readonly kind: 'openDay'; readonly version: number; readonly day: number }
  /** Shows the jobs of a day or an hour in the tree. */
  | {
      readonly kind: 'go';
      readonly version: number;
      readonly row: number;
      readonly slot: number;
      readonly isHour: boolean;
    }
  /** Shows the latest job of a row. */
  | { readonly kind: 'openLatest'; readonly version: number; readonly row: number }
  /** Copies or exports the rows that match the search. */
  | { readonly kind: 'copy'; readonly version: number; readonly search: string }
  | { readonly kind: 'export'; readonly version: number; readonly search: string };

/** The request in a message from the page; undefined if there is none. */
export function calendarRequestFrom(message: unknown): CalendarRequest | undefined {
  return requestFrom<CalendarRequest>(message, {
    ready: () => ({}),
    refresh: () => ({}),
    stop: () => ({}),
    openOverview: () => ({}),
    showAll: () => ({}),
    clipboard: clipboardReportFrom,
    fix: ({ notice }) => (typeof notice === 'string' ? { notice } : undefined),
    group: ({ grouping }) => {
      const known = groupingFrom(grouping);
      return known === undefined ? undefined : { grouping: known };
    },
    openDay: ({ day, version }) => (isCount(version) && isCount(day) ? { version, day } : undefined),
    go: ({ isHour, row, slot, version }) =>
      isCount(version) && isCount(row) && isCount(slot) && typeof isHour === 'boolean'
        ? { version, row, slot, isHour }
        : undefined,
    openLatest: ({ row, version }) => (isCount(version) && isCount(row) ? { version, row } : undefined),
    copy: ({ search, version }) =>
      isCount(version) && typeof search === 'string' ? { version, search } : undefined,
    export: ({ search, version }) =>
      isCount(version) && typeof search === 'string' ? { version, search } : undefined,
  });
}
