import * as l10n from '@vscode/l10n';
import { isInProgress, resultOf } from '../jobs/jobStates.js';
import type { JobDay } from '../jobs/relatedJobs.js';
import type { FormatContext } from './formatContext.js';

/**
 * On how many of the last 30 days a resource had a good backup, and on which it had none: "28 of 30 days have
 * a good backup; none on Nov 7 and Nov 18". A day without a good backup does not count while a job of it may
 * still become one, nor does today before its first job has ended.
 *
 * @param days all days up to now, and maybe others
 * @param isComplete whether all jobs are known; otherwise no day is said to have no backup
 */
export function daysVerdict(
  days: readonly JobDay[],
  isComplete: boolean,
  { accepted, locale, now }: FormatContext,
): string {
  const judge = accepted?.judge ?? resultOf;
  const hasGood: HasGood = ({ jobs }) => jobs.some((job) => judge(job) === 'good');
  const last30 = days.filter(({ day }) => day <= now).slice(-30);
  const good = last30.filter(hasGood).length;
  if (!isComplete) return l10n.t('At least {good} of 30 days have a good backup', { good });
  const today = last30.at(-1);
  const open = last30.filter((day) => isOpen(day, hasGood) || (day === today && day.jobs.length === 0));
  const counted = last30.filter((day) => !open.includes(day));
  const openBefore = open.filter((day) => day !== today);
  const parts = [
    counted.length > 0 && countText(good, counted.length),
    good > 0 && good < counted.length && missingText(counted, hasGood, locale),
    openBefore.length > 0 &&
      (openBefore.length === 1
        ? l10n.t('not known yet of 1 day')
        : l10n.t('not known yet of {count} days', { count: openBefore.length })),
    today !== undefined && open.includes(today) && l10n.t('none yet today'),
  ];
  return parts.filter(Boolean).join('; ');
}

function countText(good: number, total: number): string {
  if (total === 1) return good === 0 ? l10n.t('1 day has no good backup') : l10n.t('1 day has a good backup');
  if (good === 0) return l10n.t('None of the {total} days has a good backup', { total });
  if (good === 1) return l10n.t('1 of {total} days has a good backup', { total });
  return good === total
    ? l10n.t('All {total} days have a good backup', { total })
    : l10n.t('{good} of {total} days have a good backup', { good, total });
}

function missingText(days: readonly JobDay[], hasGood: HasGood, locale: string): string {
  const ranges = missingRanges(days, hasGood);
  const count = days.filter((day) => !hasGood(day)).length;
  if (ranges.length > maxRanges) return l10n.t('none on {count} days', { count });
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const texts = ranges.map(([first, last]) =>
    first === last ? format.format(first) : format.formatRange(first, last),
  );
  return l10n.t('none on {days}', { days: new Intl.ListFormat(locale).format(texts) });
}

/** The first and the last day of each sequence of days without a good backup. */
function missingRanges(days: readonly JobDay[], hasGood: HasGood): [first: Date, last: Date][] {
  const ranges: [Date, Date][] = [];
  let isOpen = false;
  for (const day of days) {
    const range = ranges.at(-1);
    if (hasGood(day)) isOpen = false;
    else if (isOpen && range !== undefined) range[1] = day.day;
    else {
      ranges.push([day.day, day.day]);
      isOpen = true;
    }
  }
  return ranges;
}

/** Whether a job of a day without a good backup may still become one. */
function isOpen(day: JobDay, hasGood: HasGood): boolean {
  return !hasGood(day) && day.jobs.some(isInProgress);
}

type HasGood = (day: JobDay) => boolean;

/** A longer list is harder to read than the days below it. */
const maxRanges = 4;
