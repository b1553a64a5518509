import * as l10n from '@vscode/l10n';
import {
  agoText,
  clockText,
  dayClockText,
  localTimeText,
  numberText,
  shortDateText,
} from '../../jobs/formats.js';
import { attentionReason } from '../../jobs/jobFacts.js';
import { displayState } from '../../jobs/jobStates.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import {
  type AttentionEntry,
  type AttentionFigures,
  type BackupRecord,
  isGoodAgain,
} from '../figures/attentionTally.js';
import { moreText, type Section, type TableRow } from './section.js';
import { isExactSince } from './verdict.js';
import { hoursText, jobText, type ViewModelContext } from './viewModelContext.js';

/** The resources of the tree's Needs attention. Each one opens its latest job. */
export function failuresSection(attention: AttentionFigures, context: ViewModelContext): Section {
  const { asOf, locale } = context;
  const { hours, resources, top } = attention;
  const period = { hours: hoursText(hours), time: dayClockText(asOf, locale) };
  return {
    name: 'failures',
    title: l10n.t('No complete backup in the last {hours}', period),
    shortTitle: l10n.t('No complete backup'),
    caption: l10n.t(
      'The resources of the tree’s Needs attention: their jobs ended in the {hours} before {time}.',
      period,
    ),
    empty:
      resources > 0
        ? undefined
        : isExactSince(hours, context) && attention.unclear === 0
          ? l10n.t('None in the {hours} before {time}.', period)
          : l10n.t('None among the jobs loaded so far.'),
    more: moreText({ all: resources, top }),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Cause') },
        { title: l10n.t('Since'), isShort: true },
        { title: l10n.t('Last good backup') },
        { title: l10n.t('Nights'), isCopyOnly: true, isNumber: true },
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map((entry) => failureRow(entry, context)),
    },
  };
}

function failureRow(entry: AttentionEntry, context: ViewModelContext): TableRow {
  const { job, record, title } = entry;
  const { coverage, targets } = context;
  const arn = job.ResourceArn;
  const nights = coverage.knowsResources ? record?.nights : undefined;
  return {
    cells: [
      jobText(title, 120),
      causeText(entry),
      ...(record === undefined || !coverage.knowsResources
        ? [endedText(entry, context), l10n.t('not known')]
        : [sinceText(entry, record, context), lastGoodText(record.lastGood, context)]),
      nights === undefined ? '—' : numberText(nights, context.locale),
      jobText(arn || '—', 200),
    ],
    target: targets.add({ kind: 'open', job }),
    tooltip: arn && jobText(arn, 200),
    filter: arn ? targets.add({ kind: 'filter', filter: { resourceArn: arn } }) : undefined,
  };
}

function causeText({ job }: AttentionEntry): string {
  const { MessageCategory: category } = job;
  const reason = attentionReason(job);
  return [
    stateTitle(displayState(job)),
    category && category.toUpperCase() !== 'SUCCESS' && category !== reason && jobText(category, 80),
    reason && jobText(reason, 160),
  ]
    .filter(Boolean)
    .join(' · ');
}

function endedText({ ended }: AttentionEntry, { locale, now }: ViewModelContext): string {
  const time = localTimeText(ended, locale);
  return l10n.t('not known; ended {ago} · {time}', { ago: agoText(ended, now), time });
}

function sinceText(entry: AttentionEntry, record: BackupRecord, { locale }: ViewModelContext): string {
  const { lastGood, nights, notGoodSince } = record;
  if (lastGood !== undefined && isGoodAgain(entry))
    return l10n.t('good again since {time}', { time: clockText(lastGood, locale) });
  if (notGoodSince === undefined) return l10n.t('not known');
  if (nights === 1) return dayClockText(notGoodSince, locale);
  return l10n.t('{day} · {nights} nights', { day: shortDateText(notGoodSince, locale), nights });
}

/** "3 d ago · Nov 20, 2026, 1:05:09 AM GMT+1". */
export function lastGoodText(lastGood: Date | undefined, { locale, now }: ViewModelContext): string {
  return lastGood === undefined
    ? l10n.t('none among these jobs')
    : `${agoText(lastGood, now)} · ${localTimeText(lastGood, locale)}`;
}
