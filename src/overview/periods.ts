/**
 * The periods that can be chosen, in hours. The figures are compared with the period before, which has to lie
 * within the 30 days that AWS Backup lists.
 */
export const periodHours = [24, 7 * 24, 14 * 24] as const;
export type PeriodHours = (typeof periodHours)[number];

/** The period that a value from outside names. */
export function periodFrom(hours: unknown): PeriodHours | undefined {
  return periodHours.find((known) => known === hours);
}
