import * as l10n from '@vscode/l10n';
import { arnParts } from '../jobs/arn.js';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { agoText, bytesText, localTimeText } from '../jobs/formats.js';
import { reportsSize } from '../jobs/jobFacts.js';
import { isBad } from '../jobs/jobStates.js';
import { jsonText } from '../jobs/jsonText.js';
import { lifecycleDate } from '../jobs/lifecycleDate.js';
import { visibleLine } from '../jobs/visibleText.js';
import { readCron } from '../schedule/cron.js';
import { nextRun } from '../schedule/cronRuns.js';
import { cronWords } from '../schedule/cronWords.js';
import type { FormatContext } from './formatContext.js';
import { type ShownText, shownText } from './longText.js';
import { shownTime } from './shownTime.js';

/** A value as text. */
export interface FieldValue extends Partial<ShownText> {
  /** Shown beside the text, less prominently: the exact number of bytes. */
  readonly note?: string;
  /** For a time: the same time in UTC, shown on hover and focus. */
  readonly utc?: string;
  /** The parts of an ARN. */
  readonly pieces?: readonly FieldPiece[];
  /** The members of a structure, instead of a text. */
  readonly members?: readonly FieldMember[];
}

/** A named piece of a text. */
export interface FieldPiece {
  readonly title: string;
  readonly text: string;
}

/** A member of a structure. */
export interface FieldMember {
  /** `CreatedBy.BackupPlanId` */
  readonly path: string;
  readonly title: string;
  readonly value: FieldValue;
}

/** The value of a field as text; undefined if the job has none. An empty text is a value. */
export function fieldValue(
  job: DescribedBackupJob,
  name: keyof DescribedBackupJob,
  context: FormatContext,
): FieldValue | undefined {
  const value = job[name];
  const isSize = name === 'BackupSizeInBytes';
  if (isSize && !reportsSize(job.ResourceType)) {
    const type = visibleLine(job.ResourceType ?? '', 100);
    return {
      text: l10n.t('n/a'),
      note: l10n.t('AWS Backup does not report the size of {type} backups', { type }),
    };
  }
  if (value === undefined) return undefined;
  if (name === 'PercentDone' && typeof value === 'string' && /^[\d.]+$/.test(value))
    return { text: `${value} %`, note: l10n.t('an estimate') };
  if (isSize && isNumber(value)) return withNote(sizeValue(value, context), sizeCaveat(job.ResourceType));
  if (name === 'BytesTransferred' && isNumber(value))
    return withNote(sizeValue(value, context), l10n.t('when the job was last loaded'));
  if (name === 'CreatedBy') return membersValue(name, Object(value), context, scheduleNotes(job, context));
  if (name === 'RecoveryPointLifecycle')
    return membersValue(name, Object(value), context, lifecycleNotes(job, context));
  if (name === 'VaultLockState' && value === 'LOCKED')
    return { text: 'LOCKED', note: l10n.t('the vault is locked in compliance mode') };
  return plainValue(value, name, context) ?? membersValue(name, Object(value), context);
}

/** A value of any type, from a newer API: texts as they are, structures as JSON. */
export function newerValue(value: unknown, path: string, context: FormatContext): FieldValue {
  return plainValue(value, path, context) ?? shownText(jsonText(value, ''), path, context);
}

function plainValue(value: unknown, path: string, context: FormatContext): FieldValue | undefined {
  const { locale } = context;
  if (value === '') return { text: l10n.t('(empty)') };
  if (typeof value === 'string') {
    const pieces = arnPieces(value);
    return { ...shownText(value, path, context), ...(pieces && { pieces }) };
  }
  if (typeof value === 'boolean') return { text: value ? l10n.t('Yes') : l10n.t('No') };
  if (isNumber(value)) return { text: numberText(value, locale) };
  if (!(value instanceof Date)) return undefined;
  if (Number.isNaN(value.getTime())) return { text: l10n.t('Not a time') };
  return shownTime(value, locale);
}

function arnPieces(text: string): FieldPiece[] | undefined {
  const parts = arnParts(text);
  if (parts === undefined) return undefined;
  const pieces: readonly (readonly [title: string, text: string | undefined])[] = [
    [l10n.t('service'), parts.service],
    [l10n.t('region'), parts.region],
    [l10n.t('account'), parts.accountId],
    [parts.resourceType ?? l10n.t('resource'), parts.resource],
    [l10n.t('partition'), parts.partition === 'aws' ? undefined : parts.partition],
  ];
  return pieces.flatMap(([title, piece]) =>
    piece ? [{ title, text: visibleLine(piece, maxPieceLength) }] : [],
  );
}

/** The members of a structure under their names in the AWS API, with `notes` for some of them. */
function membersValue(
  name: string,
  structure: object,
  context: FormatContext,
  notes: Readonly<Record<string, string | undefined>> = {},
): FieldValue {
  const members = Object.entries(structure)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => {
      const path = `${name}.${key}`;
      const note = Object.hasOwn(notes, key) ? notes[key] : undefined;
      return {
        path,
        title: visibleLine(key, maxPieceLength),
        value: withNote(newerValue(member, path, context), note),
      };
    });
  return members.length === 0 ? { text: l10n.t('(empty)') } : { members };
}

/** The schedule of the rule in words, and its next run. */
function scheduleNotes({ CreatedBy }: DescribedBackupJob, { locale, now }: FormatContext) {
  const { BackupRuleCron: cron, BackupRuleTimezone: zone } = CreatedBy ?? {};
  const schedule = readCron(cron ?? '');
  if (cron === undefined || schedule === undefined) return {};
  const words = visibleLine(cronWords(cron, locale), maxPieceLength);
  const next = nextRun(schedule, zone, now);
  const parts = [
    l10n.t('{schedule} ({zone})', { schedule: words, zone: visibleLine(zone || 'UTC', 100) }),
    next &&
      l10n.t('next {time}, {distance}', { time: localTimeText(next, locale), distance: agoText(next, now) }),
  ];
  return { BackupRuleCron: parts.filter(Boolean).join(' · ') };
}

/** A job that ended without a recovery point has nothing to delete. */
function lifecycleNotes(job: DescribedBackupJob, context: FormatContext) {
  const { RecoveryPointArn, RecoveryPointLifecycle: lifecycle } = job;
  const { locale } = context;
  if (isBad(job) && !RecoveryPointArn) return {};
  const dayAfter = (days: number | bigint | undefined) => {
    if (days === undefined) return undefined;
    if (Number(days) === -1) return l10n.t('never');
    const time = lifecycleDate(job, days);
    return (
      time &&
      l10n.t('about {date}', {
        date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time),
      })
    );
  };
  return {
    DeleteAfterDays: dayAfter(lifecycle?.DeleteAfterDays),
    MoveToColdStorageAfterDays: dayAfter(lifecycle?.MoveToColdStorageAfterDays),
  };
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html BackupSizeInBytes */
function sizeCaveat(resourceType: string | undefined): string | undefined {
  if (resourceType === 'EBS' || resourceType === 'EC2')
    return l10n.t('the provisioned size, not the size of the backup');
  if (resourceType === 'EFS') return l10n.t('what has changed since the previous backup');
  if (resourceType === 'VirtualMachine') return l10n.t('may be less than the size of the backup');
  return undefined;
}

function withNote(value: FieldValue, note: string | undefined): FieldValue {
  return note === undefined ? value : { ...value, note: [value.note, note].filter(Boolean).join(' · ') };
}

function sizeValue(bytes: number | bigint, { locale }: FormatContext): FieldValue {
  const text = bytesText(bytes, locale);
  const exact = l10n.t('{bytes} bytes', { bytes: numberText(bytes, locale) });
  return text === exact || Number(bytes) === 1 ? { text } : { text, note: exact };
}

/** A number with all its digits. An integer beyond 2^53 that was parsed as a `number` gets the prefix `≈`. */
function numberText(value: number | bigint, locale: string): string {
  const isExact = typeof value === 'bigint' || !Number.isInteger(value) || Number.isSafeInteger(value);
  return `${isExact ? '' : '≈ '}${new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value)}`;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The maximum characters of a part of an ARN, the name of a member, or a schedule. */
const maxPieceLength = 300;
