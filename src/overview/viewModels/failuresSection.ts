import * as l10n from '@vscode/l10n';
import type { BackupJob } from '../../jobs/backupJob.js';
import {
  agoText,
  dateText,
  localTimeText,
  numberText,
  pastTimeText,
  shortDateText,
} from '../../jobs/formats.js';
import { attentionReason, specificCategory } from '../../jobs/jobFacts.js';
import { badStates, displayState } from '../../jobs/jobStates.js';
import { failedText, knownIssueText } from '../../jobs/knownIssueText.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import {
  type AttentionEntry,
  type AttentionFigures,
  type BackupRecord,
  isGoodAgain,
} from '../figures/attentionTally.js';
import { knownGroupText } from './knownGroupText.js';
import { placeCells, placeColumns } from './scheduleCells.js';
import { moreText, type Section, type TableRow } from './section.js';
import { isExactSince } from './verdict.js';
import {
  endedText,
  hoursText,
  jobText,
  noneKnownText,
  sinceTimeText,
  type ViewModelContext,
} from './viewModelContext.js';

/**
 * The resources of the tree's Needs attention. Each one opens its latest job.
 *
 * @param failing see {@link jobsOfFailingRules}
 */
export function failuresSection(
  attention: AttentionFigures,
  failing: ReadonlySet<BackupJob>,
  context: ViewModelContext,
): Section {
  const { targets } = context;
  const { bad, hours, knownBad, knownResources, resources, top } = attention;
  const isExact = isExactSince(hours, context);
  const period = endedText(hours, context);
  return {
    name: 'failures',
    title: l10n.t('No complete backup in the last {hours}', { hours: hoursText(hours) }),
    shortTitle: l10n.t('No complete backup'),
    caption: [
      // The tree of a history has no such row.
      context.coverage.isHistory
        ? l10n.t('Jobs that ended {period}.', { period })
        : l10n.t('Jobs that ended {period}, as in Needs attention.', { period }),
      knownBad > 0 &&
        l10n.t('Jobs: {counts}.', { counts: failedText({ known: bad, isExact }, knownBad, context.locale) }),
    ]
      .filter(Boolean)
      .join(' '),
    empty:
      resources + knownResources > 0
        ? undefined
        : isExact && attention.unclear === 0
          ? l10n.t('None of these jobs.')
          : noneKnownText(context.coverage),
    more: moreText({ all: resources + knownResources, top }),
    // The tree's first row has all of them.
    moreTarget: targets.add({ kind: 'filter', filter: { state: badStates } }),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Cause'), isLong: true },
        { title: l10n.t('No good backup'), isShort: true },
        { title: l10n.t('Last good backup'), isShort: true },
        { title: l10n.t('Last good backup at'), isCopyOnly: true },
        { title: l10n.t('Nights'), isCopyOnly: true, isNumber: true },
        ...placeColumns(top.map(placeOf)),
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: top.map((entry) => failureRow(entry, failing.has(entry.job), knownResources, context)),
    },
  };
}

function failureRow(
  entry: AttentionEntry,
  isFailing: boolean,
  knownResources: number,
  context: ViewModelContext,
): TableRow {
  const { issue, job, record, title } = entry;
  const cause = causeText(entry, context);
  const { coverage, targets } = context;
  const arn = job.ResourceArn;
  const known = coverage.knowsResources ? record : undefined;
  const nights = known?.nights;
  const lastGoodAt = known?.lastGood && localTimeText(known.lastGood, context.locale);
  return {
    cells: [
      jobText(title, 120),
      cause,
      ...(known === undefined
        ? [lastEndText(entry, context), l10n.t('not known')]
        : [sinceText(entry, isFailing, known, context), lastGoodAge(known.lastGood, context)]),
      lastGoodAt ?? '—',
      nights === undefined ? '—' : numberText(nights, context.locale),
      ...placeCells(placeOf(entry)),
      jobText(arn || '—', 200),
    ],
    cellTooltips: [undefined, cause, undefined, lastGoodAt],
    group: issue && knownGroupText(knownResources, context),
    target: targets.add({ kind: 'open', job }),
    tooltip: arn && jobText(arn, 200),
    filter: arn ? targets.add({ kind: 'filter', filter: { resourceArn: arn } }) : undefined,
    accept:
      issue === undefined ? targets.add({ kind: 'accept', what: { jobs: [job], runs: [] } }) : undefined,
  };
}

function placeOf({ job, region }: AttentionEntry): {
  readonly accountId: string | undefined;
  readonly region: string;
} {
  return { accountId: job.AccountId, region };
}

/** The cause; of a known issue, what is known of it comes first, because a long text is cut. */
function causeText({ issue, job }: AttentionEntry, { locale }: ViewModelContext): string {
  const category = specificCategory(job);
  const reason = attentionReason(job);
  return [
    issue && knownIssueText(issue, locale),
    stateTitle(displayState(job)),
    category && category !== reason && jobText(category, 80),
    reason && jobText(reason, 1000),
  ]
    .filter(Boolean)
    .join(' · ');
}

function lastEndText({ ended }: AttentionEntry, { coverage, locale, now }: ViewModelContext): string {
  const time = localTimeText(ended, locale);
  // The overview of a history is as of its end, so that an age would mislead.
  if (coverage.isHistory) return l10n.t('not known; ended {time}', { time });
  return l10n.t('not known; ended {ago} · {time}', { ago: agoText(ended, now), time });
}

function sinceText(
  entry: AttentionEntry,
  isFailing: boolean,
  record: BackupRecord,
  context: ViewModelContext,
): string {
  const { coverage, locale, now } = context;
  const { lastGood, nights, notGoodSince } = record;
  if (isFailing && isGoodAgain(entry)) return l10n.t('its rule still fails');
  if (lastGood !== undefined && isGoodAgain(entry))
    return l10n.t('until {time}', {
      time: coverage.isHistory ? sinceTimeText(lastGood, context) : pastTimeText(lastGood, now, locale),
    });
  if (notGoodSince === undefined) return l10n.t('not known');
  if (nights === 1) return l10n.t('since {time}', { time: sinceTimeText(notGoodSince, context) });
  const day = (coverage.isHistory ? dateText : shortDateText)(notGoodSince, locale);
  return l10n.t('since {day} · {nights} nights', { day, nights });
}

/** `3 d ago`, or that there is none. */
export function lastGoodAge(lastGood: Date | undefined, { now }: Pick<ViewModelContext, 'now'>): string {
  return lastGood === undefined ? l10n.t('none among these jobs') : agoText(lastGood, now);
}
