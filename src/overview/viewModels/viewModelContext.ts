import * as l10n from '@vscode/l10n';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobFilter } from '../../jobs/jobFilter.js';
import { visibleLine } from '../../jobs/visibleText.js';
import type { Coverage } from '../coverage.js';
import type { FiguresOptions } from '../figures/overviewFigures.js';

/** What the figures are put into words with. */
export interface ViewModelContext extends FiguresOptions {
  /** Nothing that was counted was read before this time. */
  readonly asOf: Date;
  readonly coverage: Coverage;
  /** A BCP 47 language tag. */
  readonly locale: string;
  readonly targets: Targets;
}

/** Where a click leads: the tree, filtered further; or a job in its panel. */
export type Target =
  | { readonly kind: 'filter'; readonly filter: JobFilter }
  | { readonly kind: 'open'; readonly job: BackupJob };

/**
 * What can be clicked in one view model. The page knows the numbers alone, so that it can ask for nothing
 * else.
 */
export class Targets {
  readonly #targets: Target[] = [];

  /** Notes a target down; the number by which the page names it. */
  add(target: Target): number {
    return this.#targets.push(target) - 1;
  }

  at(number: number): Target | undefined {
    return this.#targets[number];
  }
}

/** A name, or a text, of a job on one line, so that there is always something to see and to hear. */
export function jobText(text: string, longest: number): string {
  return visibleLine(text, longest) || l10n.t('(blank)');
}

/** The start of the period. */
export function periodStart({ now, periodMs }: FiguresOptions): Date {
  return new Date(now.getTime() - periodMs);
}

/** What a period is called: "last 24 hours", "last 7 days". */
export function periodText({ periodMs }: Pick<ViewModelContext, 'periodMs'>): string {
  const hours = periodMs / hourMs;
  return hours === 24 ? l10n.t('last 24 hours') : l10n.t('last {days} days', { days: hours / 24 });
}

/** What to say of a list of the period that is empty; undefined where it is not. */
export function noneText(entries: readonly unknown[], context: ViewModelContext): string | undefined {
  const { coverage } = context;
  if (entries.length > 0) return undefined;
  return coverage.hasRead(periodStart(context))
    ? l10n.t('None in the {period}.', { period: periodText(context) })
    : l10n.t('None among the jobs loaded so far.');
}

/** The same as a choice: "Last 24 hours", "Last 7 days". */
export function periodTitle(hours: number): string {
  return hours === 24 ? l10n.t('Last 24 hours') : l10n.t('Last {days} days', { days: hours / 24 });
}

/** "1 hour", "24 hours". */
export function hoursText(hours: number): string {
  return hours === 1 ? l10n.t('1 hour') : l10n.t('{hours} hours', { hours });
}

export const hourMs = 3_600_000;
