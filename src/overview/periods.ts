/**
 * The periods that the user can choose, in hours. The figures are compared with the period before, so twice a
 * period must be within the 30 days that AWS Backup lists.
 */
export const periodHours = [24, 7 * 24, 14 * 24] as const;
export type PeriodHours = (typeof periodHours)[number];

/** An untrusted value as a period; undefined if it is not one. */
export function periodFrom(hours: unknown): PeriodHours | undefined {
  return periodHours.find((known) => known === hours);
}
