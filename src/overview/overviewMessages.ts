import { type ClipboardReport, clipboardReportFrom } from '../editor/clipboardMessage.js';
import { requestFrom } from '../editor/pageRequest.js';
import type { OverviewLabels } from './overviewLabels.js';
import { type PeriodHours, periodFrom } from './periods.js';
import type { OverviewViewModel } from './viewModels/section.js';

/** What the page shows. */
export interface ShowOverviewMessage {
  readonly kind: 'show';
  /** The version of the view model. A click on an older version is ignored. */
  readonly version: number;
  /** The connection and the filter. */
  readonly subject: string;
  readonly viewModel: OverviewViewModel | undefined;
  readonly notices: readonly OverviewNotice[];
  /** The progress of the current read; undefined if there is none. */
  readonly progress: string | undefined;
  readonly period: PeriodHours;
  readonly periods: readonly { readonly hours: PeriodHours; readonly title: string }[];
  readonly labels: OverviewLabels;
}

/** Replaces the progress text of the page. */
export interface ProgressMessage {
  readonly kind: 'progress';
  readonly progress: string;
}

/** A failure, or a limit of the figures, with the action that fixes it. */
export interface OverviewNotice {
  readonly summary: string;
  readonly detail: string;
  readonly action: string;
}

/** What the page requests. */
export type OverviewRequest =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'copySummary' }
  | { readonly kind: 'exportReport' }
  | ({ readonly kind: 'clipboard' } & ClipboardReport)
  | { readonly kind: 'openSetting' }
  | { readonly kind: 'period'; readonly hours: PeriodHours }
  | { readonly kind: 'fix'; readonly notice: number }
  | { readonly kind: 'go'; readonly version: number; readonly target: number }
  | { readonly kind: 'copy'; readonly version: number; readonly section: string };

/** The request in a message from the page; undefined if there is none. */
export function overviewRequestFrom(message: unknown): OverviewRequest | undefined {
  return requestFrom<OverviewRequest>(message, {
    ready: () => ({}),
    refresh: () => ({}),
    stop: () => ({}),
    copySummary: () => ({}),
    exportReport: () => ({}),
    clipboard: clipboardReportFrom,
    openSetting: () => ({}),
    period: ({ hours }) => {
      const known = periodFrom(hours);
      return known === undefined ? undefined : { hours: known };
    },
    fix: ({ notice }) => (isCount(notice) ? { notice } : undefined),
    go: ({ target, version }) => (isCount(version) && isCount(target) ? { version, target } : undefined),
    copy: ({ section, version }) =>
      isCount(version) && typeof section === 'string' ? { version, section } : undefined,
  });
}

/** Whether a message from the extension is a progress message. */
export function isProgressMessage(message: unknown): message is ProgressMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'progress' &&
    'progress' in message &&
    typeof message.progress === 'string'
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
