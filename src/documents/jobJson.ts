import * as l10n from '@vscode/l10n';
import { type BackupJob, type DescribedBackupJob, fieldsOf } from '../jobs/backupJob.js';
import { jsonText } from '../jobs/jsonText.js';

/**
 * A job as JSON, indented by two spaces: every field of AWS's response, under its API name and in the order
 * of the API reference. Times are ISO 8601, and integers beyond 2^53 have all their digits. Characters that
 * hide or reverse text are escaped, so that the JSON shows all that is there.
 */
export function jobJson(job: DescribedBackupJob): string {
  return `${jsonText(fieldsOf(job), '', visibleJson)}\n`;
}

/**
 * Loaded jobs in the form of a ListBackupJobs response, each as in {@link jobJson}. If some jobs are missing,
 * a message before them says so: they are not loaded, or there are too many for VS Code, which opens at most
 * 50 MB.
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
  /** Whether all of the jobs are loaded. */
  readonly isComplete: boolean;
  readonly maxCharacters?: number;
  /** Replaces the message that says that there are more jobs. */
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
