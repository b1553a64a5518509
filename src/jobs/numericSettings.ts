/** What a numeric setting may be: the same words as in its JSON schema in package.json, which a test holds equal. */
export interface NumericBounds {
  readonly type: 'integer' | 'number';
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** The numeric settings `backupJobs.*`. */
export const numericSettings = {
  /** Hours; the most are ten years. */
  lastGoodBackupHours: { type: 'number', minimum: 1, maximum: 87_600, default: 24 },
  /** Jobs: what `MaxResults` of ListBackupJobs takes. */
  pageSize: { type: 'integer', minimum: 1, maximum: 1000, default: 1000 },
  /** Seconds, at most a day; 0 is never. */
  runningJobsInterval: { type: 'integer', minimum: 0, maximum: 86_400, default: 30 },
} as const satisfies Readonly<Record<string, NumericBounds>>;

/** The name of a numeric setting, without `backupJobs.`. */
export type NumericSetting = keyof typeof numericSettings;

/**
 * What the value of a setting counts as. The editor warns of one that its schema does not allow, and hands it over all the same: a number
 * out of bounds counts as the nearest bound, anything else as the default.
 */
export function numericSetting(name: NumericSetting, value: unknown): number {
  const bounds: NumericBounds = numericSettings[name];
  if (typeof value !== 'number' || Number.isNaN(value)) return bounds.default;
  const within = Math.min(Math.max(value, bounds.minimum), bounds.maximum);
  const isGood = bounds.type === 'number' || Number.isInteger(value) || !Number.isFinite(value);
  return isGood ? within : bounds.default;
}
