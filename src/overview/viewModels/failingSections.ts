import * as l10n from '@vscode/l10n';
import type { JobFilter } from '../../jobs/jobFilter.js';
import { badStates } from '../../jobs/jobStates.js';
import { knownCountText } from '../../jobs/knownIssueText.js';
import {
  type FailingBy,
  type FailingEntry,
  type FailingFigures,
  failingBy,
} from '../figures/failingTally.js';
import type { Ranking } from '../figures/ranking.js';
import { moreText, type Section } from './section.js';
import { shareText } from './shareText.js';
import { jobText, periodStart, periodText, type ViewModelContext } from './viewModelContext.js';

/**
 * A section for each ranking of failing jobs. One with fewer than two entries compares nothing, so it is left
 * out.
 */
export function failingSections(failing: FailingFigures, context: ViewModelContext): Section[] {
  const kinds = sectionKinds();
  return failingBy
    .filter((by) => failing[by].all > 1)
    .map((by) => failingSection(by, kinds[by], failing[by], context));
}

/** What a section counts by. */
interface SectionKind {
  readonly title: string;
  readonly shortTitle: string;
  readonly column: string;
  /** The column of the AWS value, if that is not the display name. */
  readonly valueColumn?: string;
  readonly filterOf: (value: string) => JobFilter;
}

function sectionKinds(): Readonly<Record<FailingBy, SectionKind>> {
  return {
    account: {
      title: l10n.t('Accounts that fail most'),
      shortTitle: l10n.t('Accounts'),
      column: l10n.t('Account'),
      filterOf: (accountId) => ({ accountId }),
    },
    category: {
      title: l10n.t('Message categories of failing jobs'),
      shortTitle: l10n.t('Message categories'),
      column: l10n.t('Message category'),
      filterOf: (category) => ({ messageCategory: [category] }),
    },
    plan: {
      title: l10n.t('Backup plans that fail most'),
      shortTitle: l10n.t('Backup plans'),
      column: l10n.t('Backup plan'),
      valueColumn: l10n.t('Plan ID'),
      filterOf: (backupPlanId) => ({ backupPlanId }),
    },
    resource: {
      title: l10n.t('Resources that fail most'),
      shortTitle: l10n.t('Resources'),
      column: l10n.t('Resource'),
      valueColumn: l10n.t('ARN'),
      filterOf: (resourceArn) => ({ resourceArn }),
    },
    vault: {
      title: l10n.t('Vaults that fail most'),
      shortTitle: l10n.t('Vaults'),
      column: l10n.t('Vault'),
      filterOf: (vault) => ({ backupVaultName: [vault] }),
    },
  };
}

function failingSection(
  name: FailingBy,
  { column, filterOf, shortTitle, title: sectionTitle, valueColumn }: SectionKind,
  entries: Ranking<FailingEntry>,
  context: ViewModelContext,
): Section {
  const { coverage, locale, targets } = context;
  // A share of jobs that are loaded by chance, or filtered by their outcome, says nothing.
  const isKnown = coverage.hasRead(periodStart(context)) && !coverage.filtersByOutcome;
  const hasKnown = entries.top.some(({ known }) => known > 0);
  const max = Math.max(1, ...entries.top.map(({ second }) => second));
  const period = periodText(context);
  const number = new Intl.NumberFormat(locale);
  const ofPeriod = { createdAfter: periodStart(context).toISOString(), state: badStates };
  const rows = entries.top.map((entry) => ({
    entry,
    title: jobText(entry.title, 120),
    value: jobText(entry.value, 200),
    target: targets.add({ kind: 'filter', filter: { ...filterOf(entry.value), ...ofPeriod } }),
  }));
  return {
    name,
    title: sectionTitle,
    shortTitle,
    caption: [
      l10n.t('The share of jobs created in the {period} that made no complete backup.', { period }),
      hasKnown && l10n.t('Known issues are counted apart.'),
    ]
      .filter(Boolean)
      .join(' '),
    isFolded: true,
    more: moreText(entries),
    moreTarget: targets.add({ kind: 'filter', filter: ofPeriod }),
    bars: rows.map(({ entry, target, title, value }) => ({
      title,
      note: value === title ? undefined : value,
      value: barText(entry, isKnown, locale),
      share: isKnown ? entry.weight : entry.second / max,
      tone: 'bad',
      target,
    })),
    table: {
      columns: [
        { title: column },
        ...(valueColumn === undefined ? [] : [{ title: valueColumn }]),
        { title: l10n.t('No complete backup'), isNumber: true },
        ...(hasKnown ? [{ title: l10n.t('Known issues'), isNumber: true }] : []),
        { title: l10n.t('All jobs'), isNumber: true },
        { title: l10n.t('Share'), isNumber: true },
      ],
      rows: rows.map(({ entry: { jobs, known, second, weight }, target, title, value }) => ({
        cells: [
          title,
          ...(valueColumn === undefined ? [] : [value]),
          number.format(second),
          ...(hasKnown ? [number.format(known)] : []),
          number.format(jobs),
          isKnown ? shareText(weight, locale) : '—',
        ],
        target,
      })),
    },
  };
}

/** The share with the counts beside it: "12.5% · 1 of 8 · 2 known". */
function barText({ jobs, known, second, weight }: FailingEntry, isKnown: boolean, locale: string): string {
  const number = new Intl.NumberFormat(locale);
  const counts = { failing: number.format(second), jobs: number.format(jobs) };
  const text = isKnown
    ? l10n.t('{share} · {failing} of {jobs}', { ...counts, share: shareText(weight, locale) })
    : l10n.t('{failing} of {jobs}', counts);
  return known === 0 ? text : `${text} · ${knownCountText(known, locale)}`;
}
