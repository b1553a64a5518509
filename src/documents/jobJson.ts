import * as l10n from '@vscode/l10n';
import { type BackupJob, type DescribedBackupJob, fieldsOf } from '../jobs/backupJob.js';
import { jsonText } from '../jobs/jsonText.js';

/**
 * A job as JSON, two spaces deep: every field that AWS answered, under its API name and in the order of the
 * API page; times in ISO 8601; an integer past 2^53 with all its digits. Characters that hide or turn text
 * are escaped, so that what is read is what is there.
 */
export function jobJson(job: DescribedBackupJob): string {
  return `${jsonText(fieldsOf(job), '', text)}\n`;
}

/**
 * Loaded jobs as ListBackupJobs answers them, each as {@link jobJson} has it. A message before them says where these are not all: there
 * are more to load, or so many that an editor would not take them all, as it does not what is longer than 50 MB.
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
  const head = isComplete && !isCut && note === undefined ? '' : `  "message": ${text(message)},\n`;
  const list = items.length === 0 ? '[]' : `[\n    ${items.join(',\n    ')}\n  ]`;
  return `{\n${head}  "BackupJobs": ${list}\n}\n`;
}

/** What is to be said beside the jobs of a list. */
export interface JobsJsonOptions {
  /** Whether AWS Backup has no more of them. */
  readonly isComplete: boolean;
  readonly maxCharacters?: number;
  /** What else is to be said, in the place of there being more. */
  readonly note?: string | undefined;
}

/** A job as {@link jobJson} has it, as an item of a list whose items stand this deep. */
export function jobJsonItem(job: DescribedBackupJob, indent: string): string {
  return jsonText(fieldsOf(job), indent, text);
}

/** A job as {@link jobJson} has it, on one line. */
export function jobJsonLine(job: DescribedBackupJob): string {
  return jsonText(fieldsOf(job), undefined, text);
}

/** A value of a job by the same rules, on one line. */
export function valueJson(value: unknown): string {
  return jsonText(value, undefined, text);
}

function text(value: string): string {
  return JSON.stringify(value).replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, escaped);
}

function escaped(character: string): string {
  let units = '';
  for (let place = 0; place < character.length; place++)
    units += `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`;
  return units;
}
