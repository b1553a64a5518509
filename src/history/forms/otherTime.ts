/**
 * A time as some events have it, `Jul 15, 2020 9:39:07 PM`, in UTC; undefined for any other text.
 */
export function otherTime(text: string): Date | undefined {
  const [, month = '', day, year, hour, minute, second, half] = pattern.exec(text) ?? [];
  const monthIndex = months.indexOf(month.toLowerCase());
  if (monthIndex === -1) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  const parts = [Number(year), monthIndex, Number(day), hours, Number(minute), Number(second)] as const;
  const time = new Date(Date.UTC(...parts));
  // `Date` accepts 30 February, and means 2 March.
  const read = [time.getUTCMonth(), time.getUTCDate(), time.getUTCHours(), time.getUTCMinutes()];
  const isTime = read.every((part, place) => part === parts[place + 1]) && Number(second) < 60;
  return isTime ? time : undefined;
}

/** Newer versions of Java write a narrow space before AM and PM. */
const pattern = /^([A-Z]{3})[a-z]* (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})(?:\s([AP])M)?(?: UTC)?$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
