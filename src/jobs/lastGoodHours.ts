/**
 * The schema of the setting `backupJobs.lastGoodBackupHours`, in hours: the maximum is ten years. A test
 * compares it with package.json.
 */
export const lastGoodSchema = { minimum: 1, maximum: 87_600, pattern: '^auto$', default: 'auto' } as const;

/**
 * The effective age after which a good backup is too old, in hours; `auto` if it follows from the schedule of
 * the resource. VS Code warns about a value that the schema does not allow, but returns it. A number out of
 * range counts as the nearest bound, any other invalid value as `auto`.
 */
export function lastGoodHours(value: unknown): number | 'auto' {
  if (typeof value !== 'number' || Number.isNaN(value)) return 'auto';
  return Math.min(Math.max(value, lastGoodSchema.minimum), lastGoodSchema.maximum);
}
