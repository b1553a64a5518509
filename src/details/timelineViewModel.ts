import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { bytesText, durationText } from '../jobs/formats.js';
import { fieldValue } from './fieldValue.js';
import type { FormatContext } from './formatContext.js';
import { type ShownTime, shownTime } from './shownTime.js';
import { endsNow, type TimeMark, type TimeSpan, timeline, transferRate } from './timeline.js';

/** The times of a job, for the drawing and for the list beside it. */
export interface TimelineViewModel {
  readonly spans: readonly TimelineSpan[];
  readonly marks: readonly TimelineMark[];
  /** The positions where the line is broken, from 0 to 1. */
  readonly breaks: readonly number[];
  /** "Not to scale: Start by", if the line is broken. */
  readonly breakNote?: string;
  /** Bytes transferred, size and rate. */
  readonly amounts: readonly { readonly title: string; readonly text: string; readonly note?: string }[];
}

/** A part of the timeline. */
export interface TimelineSpan extends Omit<TimeSpan, 'milliseconds'> {
  readonly text: string;
}

/** A time on the timeline. */
export interface TimelineMark extends Pick<TimeMark, 'at' | 'field'> {
  readonly title: string;
  readonly time: ShownTime;
  /** Time since the creation of the job. */
  readonly distance?: string;
  /** "late by 5 min" */
  readonly late?: string;
}

/** The timeline of a job; undefined if too few times are known. */
export function timelineViewModel(
  job: DescribedBackupJob,
  context: FormatContext,
): TimelineViewModel | undefined {
  const { locale, now } = context;
  const line = timeline(job, now);
  if (line === undefined) return undefined;
  const beyond = line.marks.filter(({ isBeyond }) => isBeyond).map(({ field }) => markTitle(field, job));
  return {
    breaks: line.breaks,
    ...(beyond.length > 0 && {
      breakNote: l10n.t('Not to scale: {times}', { times: beyond.join(', ') }),
    }),
    spans: line.spans.map(({ milliseconds, ...span }) => ({
      ...span,
      text: spanText(span.kind, durationText(milliseconds), endsNow(job)),
    })),
    marks: line.marks.map((mark) => ({
      field: mark.field,
      at: mark.at,
      title: markTitle(mark.field, job),
      time: shownTime(mark.time, locale),
      ...(mark.sinceCreation !== undefined && { distance: distanceText(mark.sinceCreation) }),
      ...(mark.lateBy !== undefined && {
        late: l10n.t('late by {duration}', { duration: durationText(mark.lateBy) }),
      }),
    })),
    amounts: amountsOf(job, context),
  };
}

function spanText(kind: TimeSpan['kind'], duration: string, isRunning: boolean): string {
  if (kind === 'waiting') return l10n.t('waited {duration}', { duration });
  if (kind === 'whole') return l10n.t('{duration} from its creation to its end', { duration });
  return isRunning ? l10n.t('has run {duration}', { duration }) : l10n.t('ran {duration}', { duration });
}

function markTitle(field: TimeMark['field'], job: DescribedBackupJob): string {
  switch (field) {
    case 'CreationDate':
      return l10n.t('Created');
    case 'InitiationDate':
      return l10n.t('Started');
    case 'StartBy':
      return l10n.t('Start by');
    case 'ExpectedCompletionDate':
      return l10n.t('Expected completion');
    case 'CompletionDate':
      return job.State === 'COMPLETED' ? l10n.t('Completed') : l10n.t('Ended');
    case 'now':
      return l10n.t('Now');
  }
}

function distanceText(milliseconds: number): string {
  if (milliseconds === 0) return '';
  return `${milliseconds < 0 ? '−' : '+'}${durationText(Math.abs(milliseconds))}`;
}

function amountsOf(job: DescribedBackupJob, context: FormatContext): TimelineViewModel['amounts'] {
  const { locale } = context;
  const rate = transferRate(job);
  const transferred = fieldValue(job, 'BytesTransferred', context);
  const size = fieldValue(job, 'BackupSizeInBytes', context);
  const speed =
    rate === undefined
      ? undefined
      : { text: l10n.t('{bytes} a second', { bytes: bytesText(Math.round(rate), locale) }) };
  const amounts = [
    [l10n.t('Transferred'), transferred],
    [l10n.t('Rate'), speed],
    [l10n.t('Size'), size],
  ] as const;
  return amounts.flatMap(([title, value]) =>
    value?.text
      ? [{ title, text: value.text, ...('note' in value && value.note && { note: value.note }) }]
      : [],
  );
}
