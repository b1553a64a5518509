import * as l10n from '@vscode/l10n';
import { stateOrder } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import type { CellResult } from './calendarCell.js';
import { dimensionOf } from './calendarGrouping.js';
import { type CalendarGrouping, calendarGroupings } from './calendarGroupingNames.js';
import { doubtNames } from './resultNames.js';

/** The texts of the page itself, in the user's language. */
export type CalendarLabels = ReturnType<typeof calendarLabels>;

/** Translates the texts, for a message to the page. */
export function calendarLabels() {
  return {
    title: l10n.t('Backup calendar'),
    refresh: l10n.t('Refresh'),
    stop: l10n.t('Stop'),
    copy: l10n.t('Copy as Markdown'),
    export: l10n.t('Export as CSV…'),
    overview: l10n.t('Open Overview'),
    showAll: l10n.t('Show All Resources'),
    search: l10n.t('Search resources'),
    group: l10n.t('Group by'),
    resource: l10n.t('Resource'),
    legend: l10n.t('Results'),
    keys: l10n.t(
      'Resources and days. Arrow keys move, Home and End go to the ends of a row. Enter on a day shows its jobs in the tree, on a resource its latest job, on a date the hours of the day.',
    ),
    /** `{shown}` and `{all}` are numbers. */
    shown: l10n.t('Rows: {shown} of {all}'),
    noRows: l10n.t('No resource matches the search.'),
    openHours: l10n.t('Show the hours of {day}'),
    closeHours: l10n.t('Hide the hours of {day}'),
    latestJob: l10n.t('{resource}, latest job'),
    ...doubtNames(),
    resultTitles: resultTitles(),
    doubtTitles: { notJudged: l10n.t('Not judged'), unread: l10n.t('Not all jobs known') },
    groupings: calendarGroupings.map((name) => ({ name, title: groupingTitle(name) })),
  } as const;
}

/** The name of a grouping in the list. */
export function groupingTitle(grouping: CalendarGrouping): string {
  return dimensionOf(grouping)?.title() ?? l10n.t('No groups');
}

/** The results in the legend. */
function resultTitles(): Readonly<Record<Exclude<CellResult, 'none'>, string>> {
  const ofStates = stateOrder.map((state) => [
    state,
    state === 'any other' ? l10n.t('Other states') : stateTitle(state),
  ]);
  return {
    ...Object.fromEntries(ofStates),
    accepted: l10n.t('Known issue'),
    missed: l10n.t('Missed run'),
    overdue: l10n.t('Overdue run'),
  };
}
