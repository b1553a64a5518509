import { type DescribedBackupJob, fieldsOf } from '../jobs/backupJob.js';
import { jsonText } from '../jobs/jsonText.js';

/**
 * What is copied of a job: the value at a path (`ResourceArn`, `CreatedBy.BackupPlanId`), exactly as AWS
 * wrote it, times in ISO 8601, all else as JSON. Undefined where the job has none there.
 */
export function copiedValue(job: DescribedBackupJob, path: string): string | undefined {
  const fields = fieldsOf(job);
  const whole = ownValue(fields, path);
  if (whole !== undefined) return textOf(whole);
  const dot = path.indexOf('.');
  return dot === -1 ? undefined : textOf(ownValue(ownValue(fields, path.slice(0, dot)), path.slice(dot + 1)));
}

/** A member that a structure has itself: no path leads to `constructor`. */
function ownValue(structure: unknown, name: string): unknown {
  if (typeof structure !== 'object' || structure === null) return undefined;
  return Object.getOwnPropertyDescriptor(structure, name)?.value;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value === 'string') return value;
  return jsonText(value);
}
