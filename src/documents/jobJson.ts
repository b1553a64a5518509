import { type BackupJob, backupJobFields, type DescribedBackupJob } from '../jobs/backupJob.js';

/**
 * A job as JSON, two spaces deep: every field that AWS answered, under its API name and in the order of the
 * API page; times in ISO 8601; an integer past 2^53 with all its digits. Characters that hide or turn text
 * are escaped, so that what is read is what is there.
 */
export function jobJson(job: DescribedBackupJob): string {
  return `${json(ordered(job), '')}\n`;
}

/** Jobs as ListBackupJobs answers them, each as {@link jobJson} has it; `message` says what a reader has to know of them. */
export function jobsJson(jobs: readonly BackupJob[], message: string | undefined): string {
  return `${json({ message, BackupJobs: jobs.map(ordered) }, '')}\n`;
}

/** A job as {@link jobJson} has it, as an item of a list whose items stand this deep. */
export function jobJsonItem(job: DescribedBackupJob, indent: string): string {
  return json(ordered(job), indent);
}

/** A job as {@link jobJson} has it, on one line. */
export function jobJsonLine(job: DescribedBackupJob): string {
  return json(ordered(job), undefined);
}

/** A value of a job by the same rules, on one line. */
export function valueJson(value: unknown): string {
  return json(value, undefined);
}

function ordered(job: DescribedBackupJob): object {
  const names = [...new Set([...backupJobFields, ...Object.keys(job)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value: unknown = Object.getOwnPropertyDescriptor(job, name)?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** All on one line where no indent is given. */
function json(value: unknown, indent: string | undefined): string {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : text(value.toISOString());
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const deeper = indent === undefined ? undefined : `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Array.isArray(value)
    ? value.map((item) => json(item, deeper))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([name, item]) => `${text(name)}:${deeper === undefined ? '' : ' '}${json(item, deeper)}`);
  if (parts.length === 0 || deeper === undefined) return `${open}${parts.join(',')}${close}`;
  return `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}

function text(value: string): string {
  return JSON.stringify(value).replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (character) =>
    [...new Array(character.length).keys()]
      .map((place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
