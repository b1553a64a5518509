import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { bytesText, durationText, localTimeText, utcTimeText } from '../jobs/formats.js';
import { fieldValue } from './fieldValue.js';
import type { Reading } from './formatContext.js';
import { runsOn, type TimeMark, type TimeSpan, timeline, transferRate } from './timeline.js';

/** A job's times, to be drawn and to be read. */
export interface TimelineViewModel {
  readonly spans: readonly TimelineSpan[];
  readonly marks: readonly TimelineMark[];
  /** Bytes transferred, size and rate. */
  readonly amounts: readonly { readonly title: string; readonly text: string; readonly note?: string }[];
}

/** A stretch of the line. Places on it go from 0 to 1. */
export interface TimelineSpan {
  readonly kind: TimeSpan['kind'];
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A time on the line. */
export interface TimelineMark {
  readonly field: TimeMark['field'];
  readonly at: number;
  readonly title: string;
  readonly local: string;
  readonly utc: string;
  /** How long after the job's creation. */
  readonly distance?: string;
  /** "late by 5 min" */
  readonly late?: string;
}

/** The time line of a job in words and places; undefined where too few times are known. */
export function timelineViewModel(job: DescribedBackupJob, reading: Reading): TimelineViewModel | undefined {
  const { locale, now, t } = reading;
  const line = timeline(job, now);
  if (line === undefined) return undefined;
  return {
    spans: line.spans.map(({ milliseconds, ...span }) => ({
      ...span,
      text: spanText(span.kind, durationText(milliseconds, t), runsOn(job), t),
    })),
    marks: line.marks.map((mark) => ({
      field: mark.field,
      at: mark.at,
      title: markTitle(mark.field, job, reading),
      local: localTimeText(mark.time, locale),
      utc: utcTimeText(mark.time),
      ...(mark.sinceCreation !== undefined && { distance: distanceText(mark.sinceCreation, reading) }),
      ...(mark.lateBy !== undefined && {
        late: t('late by {duration}', { duration: durationText(mark.lateBy, t) }),
      }),
    })),
    amounts: amountsOf(job, reading),
  };
}

function spanText(kind: TimeSpan['kind'], duration: string, isRunning: boolean, t: Reading['t']): string {
  if (kind === 'waiting') return t('waited {duration}', { duration });
  if (kind === 'whole') return t('{duration} from its creation to its end', { duration });
  return isRunning ? t('has run {duration}', { duration }) : t('ran {duration}', { duration });
}

function markTitle(field: TimeMark['field'], job: DescribedBackupJob, { t }: Reading): string {
  switch (field) {
    case 'CreationDate':
      return t('Created');
    case 'InitiationDate':
      return t('Started');
    case 'StartBy':
      return t('Start by');
    case 'ExpectedCompletionDate':
      return t('Expected completion');
    case 'CompletionDate':
      return job.State === 'COMPLETED' ? t('Completed') : t('Ended');
    case 'now':
      return t('Now');
  }
}

function distanceText(milliseconds: number, { t }: Reading): string {
  if (milliseconds === 0) return '';
  return `${milliseconds < 0 ? '−' : '+'}${durationText(Math.abs(milliseconds), t)}`;
}

function amountsOf(job: DescribedBackupJob, reading: Reading): TimelineViewModel['amounts'] {
  const { locale, t } = reading;
  const rate = transferRate(job);
  const transferred = fieldValue(job, 'BytesTransferred', reading);
  const size = fieldValue(job, 'BackupSizeInBytes', reading);
  const speed =
    rate === undefined
      ? undefined
      : { text: t('{bytes} a second', { bytes: bytesText(Math.round(rate), locale, t) }) };
  const amounts = [
    [t('Transferred'), transferred],
    [t('Rate'), speed],
    [t('Size'), size],
  ] as const;
  return amounts.flatMap(([title, value]) =>
    value?.text
      ? [{ title, text: value.text, ...('note' in value && value.note && { note: value.note }) }]
      : [],
  );
}
