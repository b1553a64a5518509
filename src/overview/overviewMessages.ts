import { requestFrom } from '../editor/pageRequest.js';
import { isToShow } from '../editor/webview/showMessage.js';
import { type PeriodHours, periodFrom } from './periods.js';
import type { OverviewViewModel } from './viewModels/section.js';

/** What the page is told to show. */
export interface ShowOverviewMessage {
  readonly kind: 'show';
  /** Counts the view models: a click belongs to the one that was seen. */
  readonly turn: number;
  /** The connection and the filter. */
  readonly subject: string;
  readonly sheet: OverviewViewModel | undefined;
  readonly notices: readonly OverviewNotice[];
  /** How far a read that is under way has come; undefined where none is. */
  readonly progress: string | undefined;
  readonly period: PeriodHours;
  readonly periods: readonly { readonly hours: PeriodHours; readonly title: string }[];
  readonly labels: OverviewLabels;
}

/** What the page is told while a read comes further. */
export interface ProgressMessage {
  readonly kind: 'progress';
  readonly progress: string;
}

/** What stands beside the figures: a failure, or that not all was read, and the action that fixes it. */
export interface OverviewNotice {
  readonly summary: string;
  readonly detail: string;
  readonly action: string;
}

/** The words of the page's own parts, in the user's language. */
export interface OverviewLabels {
  readonly title: string;
  readonly copy: string;
  readonly refresh: string;
  readonly setting: string;
  readonly stop: string;
  readonly showTable: string;
  readonly period: string;
  readonly legend: string;
  /** How to move in the chart with the keyboard. */
  readonly chartKeys: string;
}

/** What the page asks for. */
export type OverviewRequest =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'openSetting' }
  | { readonly kind: 'period'; readonly hours: PeriodHours }
  | { readonly kind: 'mend'; readonly notice: number }
  | { readonly kind: 'go'; readonly turn: number; readonly target: number }
  | { readonly kind: 'copy'; readonly turn: number; readonly section: string };

/** The request that a message from the page is. */
export function overviewRequestFrom(message: unknown): OverviewRequest | undefined {
  return requestFrom<OverviewRequest>(message, {
    ready: () => ({}),
    refresh: () => ({}),
    stop: () => ({}),
    openSetting: () => ({}),
    period: ({ hours }) => {
      const known = periodFrom(hours);
      return known === undefined ? undefined : { hours: known };
    },
    mend: ({ notice }) => (isCount(notice) ? { notice } : undefined),
    go: ({ target, turn }) => (isCount(turn) && isCount(target) ? { turn, target } : undefined),
    copy: ({ section, turn }) =>
      isCount(turn) && typeof section === 'string' ? { turn, section } : undefined,
  });
}

/** Whether a message from the extension is one to show. */
export function isShowOverviewMessage(message: unknown): message is ShowOverviewMessage {
  return isToShow(message);
}

/** Whether a message from the extension tells how far a read has come. */
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
