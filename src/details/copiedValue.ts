import { type DescribedBackupJob, fieldsOf } from '../jobs/backupJob.js';
import { jsonText } from '../jobs/jsonText.js';

/**
 * The value of a job at a path (`ResourceArn`, `CreatedBy.BackupPlanId`), as it is copied: texts exactly as
 * AWS wrote them, times in ISO 8601, everything else as JSON. Undefined if the job has no such value.
 */
export function copiedValue(job: DescribedBackupJob, path: string): string | undefined {
  const fields = fieldsOf(job);
  const value = ownValue(fields, path);
  if (value !== undefined) return textOf(value);
  const dot = path.indexOf('.');
  return dot === -1 ? undefined : textOf(ownValue(ownValue(fields, path.slice(0, dot)), path.slice(dot + 1)));
}

/** Only own members: a path must not lead to `constructor`. */
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
