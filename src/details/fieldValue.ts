import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { agoText, bytesText, localTimeText, utcTimeText } from '../jobs/formats.js';
import { reportsSize } from '../jobs/jobFacts.js';
import type { Translate } from '../jobs/translate.js';
import { visibleText } from '../jobs/visibleText.js';
import { fieldTitle } from './fieldTitle.js';

/** Whose eyes read a sheet, and when. */
export interface Reading {
  readonly now: Date;
  /** A BCP 47 language tag. */
  readonly locale: string;
  readonly t: Translate;
}

/** A value as it is read: a line and what is said beside it, or named parts. */
export interface FieldValue {
  readonly text?: string;
  /** Beside the text, less loud: the same time in UTC, the exact number of bytes. */
  readonly note?: string;
  readonly parts?: readonly { readonly title: string; readonly text: string }[];
}

/** A field's value for reading; undefined where AWS gave none. An empty text is a value. */
export function fieldValue(
  job: DescribedBackupJob,
  name: keyof DescribedBackupJob,
  reading: Reading,
): FieldValue | undefined {
  const { t } = reading;
  const value = job[name];
  const isSize = name === 'BackupSizeInBytes';
  if (isSize && !reportsSize(job.ResourceType)) {
    const type = visibleText(job.ResourceType ?? '');
    return { text: t('n/a'), note: t('AWS Backup does not report the size of {type} backups', { type }) };
  }
  if (value === undefined) return undefined;
  if (name === 'PercentDone' && typeof value === 'string' && /^[\d.]+$/.test(value)) {
    return { text: `${value} %`, note: t('an estimate') };
  }
  if ((isSize || name === 'BytesTransferred') && isNumber(value)) return sizeValue(value, reading);
  return scalarValue(value, reading) ?? partsValue(Object(value), reading);
}

/** A field's value as it is copied: exactly what AWS wrote; undefined where it is not one text. */
export function copiedValue(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value)
    ? String(value)
    : undefined;
}

function scalarValue(value: unknown, { locale, now, t }: Reading): FieldValue | undefined {
  if (typeof value === 'string') return { text: value === '' ? t('(empty)') : visibleText(value) };
  if (typeof value === 'boolean') return { text: value ? t('Yes') : t('No') };
  if (isNumber(value)) return { text: numberText(value, locale) };
  if (!(value instanceof Date)) return undefined;
  if (Number.isNaN(value.getTime())) return { text: t('Not a time') };
  return {
    text: localTimeText(value, locale),
    note: `${utcTimeText(value)} · ${agoText(value, now, t)}`,
  };
}

function partsValue(value: object, reading: Reading): FieldValue {
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => ({
      title: /^[A-Za-z]+$/.test(name) && !/^[A-Z_]+$/.test(name) ? fieldTitle(name) : visibleText(name),
      text: scalarValue(part, reading)?.text ?? '',
    }));
  return parts.length === 0 ? { text: reading.t('(empty)') } : { parts };
}

function sizeValue(bytes: number | bigint, { locale, t }: Reading): FieldValue {
  const text = bytesText(bytes, locale, t);
  const exact = t('{bytes} bytes', { bytes: numberText(bytes, locale) });
  return text === exact ? { text } : { text, note: exact };
}

/** A number that a double cannot hold to the last digit is not told as if it could. */
function numberText(value: number | bigint, locale: string): string {
  const isExact = typeof value === 'bigint' || !Number.isInteger(value) || Number.isSafeInteger(value);
  return `${isExact ? '' : '≈ '}${new Intl.NumberFormat(locale).format(value)}`;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
