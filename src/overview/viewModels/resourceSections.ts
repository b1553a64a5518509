import { agoText, durationText, localTimeText } from '../../jobs/formats.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import type { DurationEntry, ResourceEntry, ResourceFigures, StaleEntry } from '../figures/resourceTally.js';
import { moreText, type Section } from './section.js';
import { hourMs, hoursText, jobText, type ViewModelContext } from './viewModelContext.js';

/** The resources whose last good backup is too old: the list that operators otherwise make by hand. */
export function staleSection(
  { maxLifeMs, resources, stale }: ResourceFigures,
  context: ViewModelContext,
): Section {
  const { coverage, locale, staleMs, t } = context;
  const reason = whyStaleIsUnknown(maxLifeMs, context);
  const hours = hoursText(staleMs / hourMs, t);
  const number = new Intl.NumberFormat(locale);
  const counts = { stale: number.format(stale.all), resources: number.format(resources) };
  const shown = reason === undefined ? stale.top : [];
  return {
    name: 'stale',
    title: t('No good backup in {hours}', { hours }),
    caption:
      reason !== undefined
        ? t('A good backup completed without issues.')
        : coverage.isComplete
          ? t('Resources: {stale} of {resources}. A good backup completed without issues.', counts)
          : t(
              'Resources read so far: {stale} of {resources}. A good backup completed without issues.',
              counts,
            ),
    empty:
      reason ??
      (shown.length > 0
        ? undefined
        : coverage.isComplete
          ? resources === 0
            ? t('No job names a resource.')
            : t('Every resource has a good backup that is newer.')
          : t('None among the jobs read so far.')),
    more: reason === undefined ? moreText(stale, t) : undefined,
    hasSetting: true,
    table: {
      columns: [
        { title: t('Resource') },
        { title: t('Type') },
        { title: t('Last good backup') },
        { title: t('Latest job') },
        { title: t('ARN') },
      ],
      rows: shown.map((entry) => ({
        cells: staleCells(entry, context),
        target: targetOf(entry, context),
      })),
    },
  };
}

/** The durations of completed backups: the longest, and those that grow. */
export function durationSections(
  { growing, longest }: ResourceFigures,
  context: ViewModelContext,
): Section[] {
  const { t } = context;
  const growth = (ms: number) => t('+{duration} a day', { duration: durationText(ms, t) });
  return [
    {
      name: 'longest',
      title: t('Longest backups'),
      caption: t('The longest completed job of each resource, of all that were read.'),
      more: moreText(longest, t),
      ...durations(longest.top, ({ maxMs }) => durationText(maxMs, t), context),
    },
    {
      name: 'growing',
      title: t('Backups that take longer and longer'),
      caption: t(
        'By how much the duration grows, where at least four completed jobs over three days show a trend.',
      ),
      more: moreText(growing, t),
      ...durations(growing.top, ({ growthMsPerDay = 0 }) => growth(growthMsPerDay), context),
    },
  ];
}

function durations(
  entries: readonly DurationEntry[],
  textOf: (entry: DurationEntry) => string,
  context: ViewModelContext,
): Pick<Section, 'bars' | 'empty' | 'table'> {
  const { locale, t } = context;
  const number = new Intl.NumberFormat(locale);
  const most = entries[0]?.weight || 1;
  const growthText = ({ growthMsPerDay }: DurationEntry) => {
    if (growthMsPerDay === undefined) return '—';
    const sign = growthMsPerDay < 0 ? '−' : '+';
    return t('{growth} a day', { growth: `${sign}${durationText(Math.abs(growthMsPerDay), t)}` });
  };
  const rows = entries.map((entry) => ({
    entry,
    title: titleOf(entry, context),
    target: targetOf(entry, context),
    mean: durationText(entry.meanMs, t),
  }));
  return {
    empty: entries.length > 0 ? undefined : t('None among these jobs.'),
    bars: rows.map(({ entry, mean, target, title }) => ({
      title,
      note: [entry.type && jobText(entry.type, 60, t), t('{mean} on average', { mean })]
        .filter(Boolean)
        .join(' · '),
      value: textOf(entry),
      share: entry.weight / most,
      tone: 'calm',
      target,
    })),
    table: {
      columns: [
        { title: t('Resource') },
        { title: t('Type') },
        { title: t('Longest'), isNumber: true },
        { title: t('Average'), isNumber: true },
        { title: t('Growth'), isNumber: true },
        { title: t('Completed jobs'), isNumber: true },
      ],
      rows: rows.map(({ entry, mean, target, title }) => ({
        cells: [
          title,
          jobText(entry.type ?? '—', 60, t),
          durationText(entry.maxMs, t),
          mean,
          growthText(entry),
          number.format(entry.backups),
        ],
        target,
      })),
    },
  };
}

/**
 * What is not known is not told: jobs that the filter leaves out, or that are not read yet, may be good backups. A filter, and a read, go by
 * the time of creation, and a backup is as old as its end: so jobs have to be at hand that were created a good while earlier.
 */
function whyStaleIsUnknown(
  maxLifeMs: number,
  { coverage, now, staleMs, t }: ViewModelContext,
): string | undefined {
  const neededMs = staleMs + Math.max(maxLifeMs, minLifeMs);
  const from = new Date(now.getTime() - neededMs);
  if (coverage.choosesOutcome || !coverage.letsPass(from, now))
    return t('The filter leaves jobs out that may be good backups, so that this cannot be told.');
  if (!coverage.hasRead(from))
    return t('This is known once all jobs of the last {hours} are read.', {
      hours: hoursText(Math.ceil(neededMs / hourMs), t),
    });
  return undefined;
}

function staleCells({ arn, lastGood, latest, latestState, ...entry }: StaleEntry, context: ViewModelContext) {
  const { locale, now, t } = context;
  const state = latestState === 'any other' ? t('Other state') : stateTitle(latestState, t);
  return [
    titleOf(entry, context),
    jobText(entry.type ?? '—', 60, t),
    lastGood === undefined
      ? t('none among these jobs')
      : `${agoText(lastGood, now, t)} · ${localTimeText(lastGood, locale)}`,
    latest === undefined ? state : `${state} · ${agoText(latest, now, t)}`,
    jobText(arn, 200, t),
  ];
}

function titleOf({ title }: Pick<ResourceEntry, 'title'>, { t }: ViewModelContext): string {
  return jobText(title, 120, t);
}

function targetOf({ arn }: ResourceEntry, { targets }: ViewModelContext): number {
  return targets.add({ kind: 'filter', filter: { resourceArn: arn } });
}

/** A backup that takes a day is nothing strange, even where none was seen. */
const minLifeMs = 24 * hourMs;
