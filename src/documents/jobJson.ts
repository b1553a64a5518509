import { backupJobFields, type DescribedBackupJob } from '../jobs/backupJob.js';

/**
 * A job as JSON, two spaces deep: every field that AWS answered, under its API name and in the order of the
 * API page; times in ISO 8601; an integer past 2^53 with all its digits. Characters that hide or turn text
 * are escaped, so that what is read is what is there.
 */
export function jobJson(job: DescribedBackupJob): string {
  const names = [...new Set([...backupJobFields, ...Object.keys(job)])] as (keyof DescribedBackupJob)[];
  const fields = names.filter((name) => job[name] !== undefined).map((name) => [name, job[name]] as const);
  return `${json(Object.fromEntries(fields), '')}\n`;
}

function json(value: unknown, indent: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : text(value.toISOString());
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Array.isArray(value)
    ? value.map((item) => json(item, deeper))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([name, item]) => `${text(name)}: ${json(item, deeper)}`);
  return parts.length === 0
    ? `${open}${close}`
    : `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}

function text(value: string): string {
  return JSON.stringify(value).replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (character) =>
    [...new Array(character.length).keys()]
      .map((place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
