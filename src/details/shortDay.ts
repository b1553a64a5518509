/** Formats a day of the last weeks: "Nov 24". */
export function shortDay(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
}
