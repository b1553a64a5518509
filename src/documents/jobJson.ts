import * as l10n from '@vscode/l10n';
import { type BackupJob, type DescribedBackupJob, fieldsOf } from '../jobs/backupJob.js';
import { jsonText } from '../jobs/jsonText.js';

/**
 * A job as JSON, indented by two spaces: every field of AWS's answer, under its API name and in the order of
 * the API page. Times are ISO 8601, and integers beyond 2^53 have all their digits. Characters that hide or
 * turn text are escaped, so that the text shows exactly what is there.
 */
export function jobJson(job: DescribedBackupJob): string {
  return `${jsonText(fieldsOf(job), '', visibleJson)}\n`;
}

/**
 * Loaded jobs in the form of a ListBackupJobs answer, each as in {@link jobJson}. A message before them says
 * if these are not all: there are more to load, or too many for VS Code, which does not open more than 50 MB.
 */
export function jobsJson(
  jobs: readonly BackupJob[],
  { isComplete, maxCharacters = 40_000_000, note }: JobsJsonOptions,
): string {
  const items: string[] = [];
  let characters = 0;
  for (const job of jobs) {
    const item = jobJsonItem(job, '    ');
    characters += item.length;
    if (items.length > 0 && characters > maxCharacters) break;
    items.push(item);
  }
  const isCut = items.length < jobs.length;
  const counts = { shown: items.length, loaded: jobs.length };
  const message = isCut
    ? l10n.t(
        'These are the first {shown} of {loaded} loaded jobs. “Export…” writes all of them to a file.',
        counts,
      )
    : (note ?? l10n.t('These are the loaded jobs. There are more.'));
  const head = isComplete && !isCut && note === undefined ? '' : `  "message": ${visibleJson(message)},\n`;
  const list = items.length === 0 ? '[]' : `[\n    ${items.join(',\n    ')}\n  ]`;
  return `{\n${head}  "BackupJobs": ${list}\n}\n`;
}

/** Options of {@link jobsJson}. */
export interface JobsJsonOptions {
  /** Whether AWS Backup has no more of them. */
  readonly isComplete: boolean;
  readonly maxCharacters?: number;
  /** A message to use instead of the one that there are more. */
  readonly note?: string | undefined;
}

/** A job as in {@link jobJson}, as an item of a list with this indentation. */
export function jobJsonItem(job: DescribedBackupJob, indent: string): string {
  return jsonText(fieldsOf(job), indent, visibleJson);
}

/** A job as in {@link jobJson}, on one line. */
export function jobJsonLine(job: DescribedBackupJob): string {
  return jsonText(fieldsOf(job), undefined, visibleJson);
}

/** A value of a job by the same rules, on one line. */
export function valueJson(value: unknown): string {
  return jsonText(value, undefined, visibleJson);
}

/** A value as JSON on one line. Control and format characters are escaped, because they can hide text. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  let units = '';
  for (let place = 0; place < character.length; place++)
    units += `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`;
  return units;
}
