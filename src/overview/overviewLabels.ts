import * as l10n from '@vscode/l10n';

/** The texts of the page itself, in the user's language. */
export type OverviewLabels = ReturnType<typeof overviewLabels>;

/** Translates the texts, for a message to the page. */
export function overviewLabels() {
  return {
    title: l10n.t('Backup overview'),
    copy: l10n.t('Copy'),
    copySummary: l10n.t('Copy Summary'),
    openCalendar: l10n.t('Open Calendar'),
    exportReport: l10n.t('Export Report…'),
    refresh: l10n.t('Refresh'),
    setting: l10n.t('Change…'),
    stop: l10n.t('Stop'),
    filter: l10n.t('Filter the Tree'),
    resourceCalendar: l10n.t('Show in the Calendar'),
    accept: l10n.t('Accept as Known Issue…'),
    allInTree: l10n.t('Show All in the Tree'),
    fewerRows: l10n.t('Show Fewer Rows'),
    allRows: l10n.t('Show All {count} Rows'),
    showTable: l10n.t('Table'),
    period: l10n.t('Period'),
    sections: l10n.t('Sections'),
    legend: l10n.t('States'),
    badJobs: l10n.t('No complete backup'),
    otherJobs: l10n.t('Other jobs'),
    chartKeys: l10n.t(
      'Jobs by day, as bars: left and right arrow keys move from day to day, up and down through its states. Enter filters the tree.',
    ),
  } as const;
}
