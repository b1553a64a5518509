import * as l10n from '@vscode/l10n';
import type { JobFilter } from '../../jobs/jobFilter.js';
import { failingStates } from '../figures/countedStates.js';
import {
  type FailingBy,
  type FailingEntry,
  type FailingFigures,
  failingBy,
} from '../figures/failingTally.js';
import type { Ranking } from '../figures/ranking.js';
import { moreText, type Section } from './section.js';
import { shareText } from './shareText.js';
import { jobText, noneText, periodStart, periodText, type ViewModelContext } from './viewModelContext.js';

/** A section for each ranking of failing jobs. */
export function failingSections(failing: FailingFigures, context: ViewModelContext): Section[] {
  return failingBy.map((by) => failingSection(by, failing[by], context));
}

function failingSection(by: FailingBy, entries: Ranking<FailingEntry>, context: ViewModelContext): Section {
  const { locale } = context;
  const period = periodText(context);
  const number = new Intl.NumberFormat(locale);
  const max = entries.top[0]?.weight ?? 1;
  const rows = entries.top.map((entry) => ({
    entry,
    title: jobText(entry.title, 120),
    value: jobText(entry.value, 200),
    target: targetOf(by, entry, context),
  }));
  return {
    name: by,
    title: titleOf(by),
    caption: l10n.t('Failed, partial or expired, of all jobs created in the {period}.', { period }),
    empty: noneText(entries.top, context),
    more: moreText(entries),
    bars: rows.map(({ entry, target, title, value }) => ({
      title,
      note: value === title ? undefined : value,
      value: l10n.t('{failing} of {jobs}', {
        failing: number.format(entry.weight),
        jobs: number.format(entry.jobs),
      }),
      share: entry.weight / max,
      tone: 'bad',
      target,
    })),
    table: {
      columns: [
        { title: nameOf(by) },
        ...(hasValueColumn[by] ? [{ title: by === 'plan' ? l10n.t('Plan ID') : l10n.t('ARN') }] : []),
        { title: l10n.t('Failing'), isNumber: true },
        { title: l10n.t('All jobs'), isNumber: true },
        { title: l10n.t('Share'), isNumber: true },
      ],
      rows: rows.map(({ entry: { jobs, weight }, target, title, value }) => ({
        cells: [
          title,
          ...(hasValueColumn[by] ? [value] : []),
          number.format(weight),
          number.format(jobs),
          shareText(weight / jobs, locale),
        ],
        target,
      })),
    },
  };
}

function targetOf(by: FailingBy, { value }: FailingEntry, context: ViewModelContext): number {
  const filter: JobFilter = {
    account: { accountId: value },
    category: { messageCategory: [value] },
    plan: { backupPlanId: value },
    resource: { resourceArn: value },
    vault: { backupVaultName: [value] },
  }[by];
  const createdAfter = periodStart(context).toISOString();
  return context.targets.add({ kind: 'filter', filter: { ...filter, createdAfter, state: failingStates } });
}

function titleOf(by: FailingBy): string {
  switch (by) {
    case 'account':
      return l10n.t('Accounts that fail most');
    case 'category':
      return l10n.t('Message categories of failing jobs');
    case 'plan':
      return l10n.t('Backup plans that fail most');
    case 'resource':
      return l10n.t('Resources that fail most');
    case 'vault':
      return l10n.t('Vaults that fail most');
  }
}

function nameOf(by: FailingBy): string {
  switch (by) {
    case 'account':
      return l10n.t('Account');
    case 'category':
      return l10n.t('Message category');
    case 'plan':
      return l10n.t('Backup plan');
    case 'resource':
      return l10n.t('Resource');
    case 'vault':
      return l10n.t('Vault');
  }
}

/** Whether the table has a column for the AWS value beside the display name. */
const hasValueColumn: Readonly<Record<FailingBy, boolean>> = {
  account: false,
  category: false,
  plan: true,
  resource: true,
  vault: false,
};
