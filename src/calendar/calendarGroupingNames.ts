/** How the rows of the calendar can be grouped, as in the tree. */
export const calendarGroupings = ['none', 'vault', 'plan', 'account', 'resourceType'] as const;
export type CalendarGrouping = (typeof calendarGroupings)[number];

/** An untrusted value as a grouping; undefined if it is not one. */
export function groupingFrom(value: unknown): CalendarGrouping | undefined {
  return calendarGroupings.find((known) => known === value);
}
