/**
 * The periods that the user can choose, in hours. The period before, which the figures are compared with,
 * must be within the 30 days that AWS Backup lists.
 */
export const periodHours = [24, 7 * 24, 14 * 24] as const;
export type PeriodHours = (typeof periodHours)[number];

/** The period of a value that is not trusted; undefined if it is none. */
export function periodFrom(hours: unknown): PeriodHours | undefined {
  return periodHours.find((known) => known === hours);
}
