import * as l10n from '@vscode/l10n';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { Coverage } from '../../jobs/coverage.js';
import { dayClockText, dayTimeText, localTimeText, longDateClockText } from '../../jobs/formats.js';
import type { AcceptTarget } from '../../jobs/issueProposals.js';
import type { JobFilter } from '../../jobs/jobFilter.js';
import type { KnownIssueEntry } from '../../jobs/knownIssue.js';
import { visibleLine } from '../../jobs/visibleText.js';
import type { FindingPlace } from '../../schedule/findingPlace.js';
import type { FiguresOptions } from '../figures/overviewFigures.js';

/** What the view models are built with. */
export interface ViewModelContext extends FiguresOptions {
  readonly coverage: Coverage;
  /** Whether some regions were read later than `asOf`. */
  readonly isOldestRead?: boolean;
  /** A BCP 47 language tag. */
  readonly locale: string;
  readonly targets: Targets;
  /** The entries of the setting; without them, there are no known issues. */
  readonly knownIssues?: readonly KnownIssueEntry[];
}

/**
 * The target of a click: the tree with a narrower filter or grouped by outcome, a job in its panel, or a new
 * known issue. The calendar shows the resource of the filter, or the jobs of a `place`.
 */
export type Target =
  | { readonly kind: 'accept'; readonly what: AcceptTarget }
  | { readonly kind: 'filter'; readonly filter: JobFilter; readonly place?: FindingPlace | undefined }
  | { readonly kind: 'open'; readonly job: BackupJob }
  | { readonly kind: 'outcomes' };

/** The targets of a view model. The page only has their numbers, so it cannot request anything else. */
export class Targets {
  readonly #targets: Target[] = [];

  /** Adds a target and returns its number. */
  add(target: Target): number {
    return this.#targets.push(target) - 1;
  }

  at(number: number): Target | undefined {
    return this.#targets[number];
  }
}

/** A text of a job on one line, never empty. */
export function jobText(text: string, maxLength: number): string {
  return visibleLine(text, maxLength) || l10n.t('(blank)');
}

/** The start of the period. */
export function periodStart({ now, periodMs }: FiguresOptions): Date {
  return new Date(now.getTime() - periodMs);
}

/** "last 24 hours", "last 7 days", within a sentence. */
export function periodText({ periodMs }: Pick<ViewModelContext, 'periodMs'>): string {
  const hours = periodMs / hourMs;
  return hours === 24 ? l10n.t('last 24 hours') : l10n.t('last {days} days', { days: hours / 24 });
}

/** "24 hours", "7 days": the length of the period. */
export function lengthText({ periodMs }: Pick<ViewModelContext, 'periodMs'>): string {
  const hours = periodMs / hourMs;
  return hours === 24 ? hoursText(hours) : l10n.t('{days} days', { days: hours / 24 });
}

/** The text for an empty list of the period; undefined if the list is not empty. */
export function noneText(entries: readonly unknown[], context: ViewModelContext): string | undefined {
  const { coverage } = context;
  if (entries.length > 0) return undefined;
  return coverage.hasRead(periodStart(context))
    ? l10n.t('None in the {period}.', { period: periodText(context) })
    : noneKnownText(coverage);
}

/** The text for an empty list if not all jobs are known. */
export function noneKnownText({ isHistory, isReadToEnd }: Coverage): string {
  if (!isHistory) return l10n.t('None among the jobs loaded so far.');
  return isReadToEnd
    ? l10n.t('None among the jobs of the history, which may lack some.')
    : l10n.t('None among the known jobs of the history.');
}

/** Why nothing is known that needs all jobs of each resource. */
export function needsResourcesText({ isComplete, isFiltered, isHistory, isRecent }: Coverage): string {
  if (isHistory)
    return l10n.t('Not known: this needs all jobs of each resource, and the history may lack some.');
  if (!isComplete && !isFiltered) return l10n.t('Not known: this needs all jobs, and not all are loaded.');
  return isRecent
    ? l10n.t('Not known: this needs all jobs of each resource, at any time and with any result.')
    : l10n.t('Not known: this needs recent jobs, and these were loaded earlier.');
}

/** "Last 24 hours", "Last 7 days", as a choice. */
export function periodTitle(hours: number): string {
  return hours === 24 ? l10n.t('Last 24 hours') : l10n.t('Last {days} days', { days: hours / 24 });
}

/** "1 hour", "24 hours". */
export function hoursText(hours: number): string {
  return hours === 1 ? l10n.t('1 hour') : l10n.t('{hours} hours', { hours });
}

/**
 * The time in which jobs ended that need attention, within a sentence: "in the 24 hours before Sun 7:10 AM".
 * If some regions were read later than others, their jobs that ended until then are included: "since Sat 7:10
 * AM".
 */
export function endedText(hours: number, { asOf, coverage, isOldestRead, locale }: ViewModelContext): string {
  if (isOldestRead)
    return l10n.t('since {time}', { time: dayClockText(new Date(asOf.getTime() - hours * hourMs), locale) });
  return l10n.t('in the {hours} before {time}', {
    hours: hoursText(hours),
    // A history may have ended long ago.
    time: coverage.isHistory ? localTimeText(asOf, locale) : dayClockText(asOf, locale),
  });
}

/** `Sat 5:00 AM` in the last days, else with the date; of a history, which may be old, with the year. */
export function sinceTimeText(time: Date, { coverage, locale, now }: ViewModelContext): string {
  return coverage.isHistory ? longDateClockText(time, locale) : dayTimeText(time, now, locale);
}

export const hourMs = 3_600_000;
