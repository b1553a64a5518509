import * as l10n from '@vscode/l10n';
import { durationText, localTimeText } from '../../jobs/formats.js';
import type { GapEntry } from '../figures/gapFigures.js';
import type { ResourceFigures } from '../figures/resourceFigures.js';
import { moreText, type Section } from './section.js';
import { jobText, type ViewModelContext } from './viewModelContext.js';

/**
 * The longest times between two good backups, beside what the schedules ask for. Undefined if no schedule is
 * judged: the section of these schedules says why.
 */
export function gapSection(
  { gaps, withObjective }: Pick<ResourceFigures, 'gaps' | 'withObjective'>,
  context: ViewModelContext,
): Section | undefined {
  if (withObjective === 0) return undefined;
  const { locale, targets } = context;
  const number = new Intl.NumberFormat(locale);
  const rows = gaps.top.map((entry) => ({
    entry,
    title: jobText(entry.title, 120),
    target: targets.add({ kind: 'filter', filter: { resourceArn: entry.arn } }),
    objective: durationText(entry.objectiveMs),
    length: lengthText(entry),
  }));
  const max = gaps.top[0]?.weight || 1;
  return {
    name: 'gaps',
    title: l10n.t('Gaps between good backups'),
    shortTitle: l10n.t('Gaps'),
    caption: [
      l10n.t(
        'For each resource, the longest time without a new good backup in the last 30 days. Listed if it is at least 1.5 times the longest time between two runs of the most frequent rule that the resource follows.',
      ),
      l10n.t('Resources whose schedule is judged: {count}.', { count: number.format(withObjective) }),
    ].join(' '),
    isFolded: true,
    empty: gaps.all > 0 ? undefined : l10n.t('None of the resources whose schedule is judged.'),
    more: moreText(gaps),
    bars: rows.map(({ entry, length, objective, target, title }) => ({
      title,
      note: l10n.t('scheduled: {objective} · {span}', { objective, span: spanText(entry, context) }),
      value: length,
      share: entry.weight / max,
      tone: 'bad',
      target,
    })),
    table: {
      columns: [
        { title: l10n.t('Resource') },
        { title: l10n.t('Type') },
        { title: l10n.t('Longest gap'), isNumber: true },
        { title: l10n.t('Scheduled'), isNumber: true },
        { title: l10n.t('From'), isShort: true },
        { title: l10n.t('To'), isShort: true },
        { title: l10n.t('ARN'), isCopyOnly: true },
      ],
      rows: rows.map(({ entry: { arn, gap, type }, length, objective, target, title }) => ({
        cells: [
          title,
          jobText(type ?? '—', 60),
          length,
          objective,
          localTimeText(new Date(gap.from), locale),
          gap.to === undefined ? l10n.t('until now') : localTimeText(new Date(gap.to), locale),
          jobText(arn, 200),
        ],
        target,
      })),
    },
  };
}

function lengthText({ gap: { isAtLeast, ms } }: GapEntry): string {
  const length = durationText(ms);
  return isAtLeast ? l10n.t('at least {length}', { length }) : length;
}

function spanText({ gap: { from, to } }: GapEntry, { locale }: ViewModelContext): string {
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  return to === undefined
    ? l10n.t('since {day}, until now', { day: day.format(from) })
    : day.formatRange(from, to);
}
