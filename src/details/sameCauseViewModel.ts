import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { countText } from '../jobs/formats.js';
import type { FormatContext } from './formatContext.js';
import { itemOf, type RelatedJobItem } from './relatedJobItem.js';
import type { SameCause } from './sameCause.js';
import { shortDay } from './shortDay.js';

/** The latest failure with the same message of each other resource, or that there is none. */
export interface SameCauseViewModel {
  readonly title: string;
  readonly jobs: readonly RelatedJobItem[];
  /** How many more there are. */
  readonly more?: string;
}

/** The first of the other resources with the same message; undefined if none were searched for. */
export function sameCauseViewModel(
  { jobs, since }: SameCause,
  job: DescribedBackupJob,
  context: FormatContext,
): SameCauseViewModel | undefined {
  if (jobs.length === 0 && since === undefined) return undefined;
  const { locale } = context;
  const count = countText({ known: jobs.length, isExact: true }, locale);
  const more = countText({ known: jobs.length - maxSameCause, isExact: true }, locale);
  return {
    title: [
      jobs.length === 0
        ? l10n.t('Same cause: no other resource')
        : jobs.length === 1
          ? l10n.t('Same cause: 1 other resource')
          : l10n.t('Same cause: {count} other resources', { count }),
      since === undefined
        ? l10n.t('among the loaded jobs')
        : l10n.t('among the loaded jobs since {day}', { day: shortDay(locale).format(since) }),
    ].join(', '),
    jobs: jobs.slice(0, maxSameCause).map((one) => itemOf(one, job, context, { hasReason: false })),
    ...(jobs.length > maxSameCause && { more: l10n.t('and {count} more', { count: more }) }),
  };
}

/** Enough to see what they have in common. */
const maxSameCause = 50;
