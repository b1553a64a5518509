import { type ClipboardReport, clipboardReportFrom } from '../editor/clipboardMessage.js';
import { isCount, requestFrom } from '../editor/pageRequest.js';
import type { SubjectNotice } from '../jobs/subjectNotice.js';
import type { OverviewLabels } from './overviewLabels.js';
import { type PeriodHours, periodFrom } from './periods.js';
import { type OverviewViewModel, type SectionSetting, sectionSettings } from './viewModels/section.js';

/** What the page shows. */
export interface ShowOverviewMessage {
  readonly kind: 'show';
  /** The version of the view model. A click on an older version is ignored. */
  readonly version: number;
  /** The connection and the filter. */
  readonly subject: string;
  readonly viewModel: OverviewViewModel | undefined;
  readonly notices: readonly SubjectNotice[];
  /** The progress of the current read; undefined if there is none. */
  readonly progress: string | undefined;
  readonly period: PeriodHours;
  readonly periods: readonly { readonly hours: PeriodHours; readonly title: string }[];
  readonly labels: OverviewLabels;
}

/** What the page requests. */
export type OverviewRequest =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'copySummary'; readonly version: number }
  | { readonly kind: 'openCalendar' }
  /** Opens the calendar of the resource that the target filters by. */
  | { readonly kind: 'openResourceCalendar'; readonly version: number; readonly target: number }
  | { readonly kind: 'exportReport'; readonly version: number }
  | ({ readonly kind: 'clipboard' } & ClipboardReport)
  | { readonly kind: 'openSetting'; readonly setting: SectionSetting }
  | { readonly kind: 'period'; readonly hours: PeriodHours }
  | { readonly kind: 'fix'; readonly notice: string }
  | { readonly kind: 'go'; readonly version: number; readonly target: number }
  | { readonly kind: 'copy'; readonly version: number; readonly section: string };

/** The request in a message from the page; undefined if there is none. */
export function overviewRequestFrom(message: unknown): OverviewRequest | undefined {
  return requestFrom<OverviewRequest>(message, {
    ready: () => ({}),
    refresh: () => ({}),
    stop: () => ({}),
    copySummary: ({ version }) => (isCount(version) ? { version } : undefined),
    openCalendar: () => ({}),
    openResourceCalendar: ({ target, version }) =>
      isCount(version) && isCount(target) ? { version, target } : undefined,
    exportReport: ({ version }) => (isCount(version) ? { version } : undefined),
    clipboard: clipboardReportFrom,
    openSetting: ({ setting }) => {
      const known = sectionSettings.find((one) => one === setting);
      return known && { setting: known };
    },
    period: ({ hours }) => {
      const known = periodFrom(hours);
      return known === undefined ? undefined : { hours: known };
    },
    fix: ({ notice }) => (typeof notice === 'string' ? { notice } : undefined),
    go: ({ target, version }) => (isCount(version) && isCount(target) ? { version, target } : undefined),
    copy: ({ section, version }) =>
      isCount(version) && typeof section === 'string' ? { version, section } : undefined,
  });
}
