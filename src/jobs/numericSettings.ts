/**
 * The schema of a numeric setting, with the keywords of JSON Schema. A test compares it with package.json.
 */
export interface NumericBounds {
  readonly type: 'integer';
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** The numeric settings `backupJobs.*`. */
export const numericSettings = {
  /** Days; 0 keeps all jobs. */
  historyRetentionDays: { type: 'integer', minimum: 0, maximum: 36_500, default: 400 },
  /** Jobs: the range of `MaxResults` in ListBackupJobs. */
  pageSize: { type: 'integer', minimum: 1, maximum: 1000, default: 1000 },
  /** Seconds, at most a day; 0 turns refreshing off. */
  runningJobsInterval: { type: 'integer', minimum: 0, maximum: 86_400, default: 30 },
} as const satisfies Readonly<Record<string, NumericBounds>>;

/** The name of a numeric setting, without `backupJobs.`. */
export type NumericSetting = keyof typeof numericSettings;

/**
 * The effective value of a setting. VS Code warns about a value that the schema does not allow, but returns
 * it. A number out of range counts as the nearest bound, any other invalid value as the default.
 */
export function numericSetting(name: NumericSetting, value: unknown): number {
  const bounds: NumericBounds = numericSettings[name];
  if (typeof value !== 'number' || Number.isNaN(value)) return bounds.default;
  const within = Math.min(Math.max(value, bounds.minimum), bounds.maximum);
  return Number.isInteger(value) || !Number.isFinite(value) ? within : bounds.default;
}
