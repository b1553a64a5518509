import { dayOf } from '../jobs/dimensions.js';
import { dayAfter } from '../jobs/knownIssue.js';
import { timeOf } from '../jobs/timeExpression.js';
import { typedTime } from './typedTime.js';

/**
 * The last day of a known issue that the user typed: a number of days, or whatever {@link typedTime} accepts.
 * A time means its date on the user's calendar, which is then taken as a day in UTC: `today` is the date that
 * the user sees. Undefined if it is none of these.
 */
export function typedDay(text: string, now: Date): string | undefined {
  const [, days] = /^(\d{1,3})(?: ?d(?:ays?)?)?$/i.exec(text) ?? [];
  if (days !== undefined) return dayAfter(now, Number(days));
  const time = timeOf(typedTime(text) ?? '', now);
  return time && dayOf(time);
}
