import * as l10n from '@vscode/l10n';
import type { Ranking } from '../figures/ranking.js';

/** The overview as its page shows it. All texts are plain text, never markup. */
export interface OverviewViewModel {
  /** What was counted, and when. */
  readonly note: string;
  /** Whether there are summaries and reports, which are about the last days of an account. */
  readonly hasReports: boolean;
  readonly verdict: Verdict;
  /** What needs attention. */
  readonly attention: readonly Section[];
  readonly days: Section & { readonly chart: DaysChart };
  /** The rest: these sections are folded. */
  readonly health: HealthViewModel;
  readonly sections: readonly Section[];
}

/** The overview in a sentence, with what is not known. */
export interface Verdict {
  readonly text: string;
  readonly tone: 'bad' | 'good' | 'plain';
}

/** The health section: figures as cards. */
export interface HealthViewModel extends Section {
  readonly cards: readonly HealthCard[];
}

/** A figure, compared with the earlier one. */
export interface HealthCard {
  readonly name: string;
  readonly title: string;
  readonly value: string;
  /** The earlier value and the change as a text, and as values of a table. */
  readonly comparison: string;
  readonly before: string;
  readonly change: string;
  readonly tone: 'bad' | 'warning' | 'good' | 'busy' | 'plain';
  /** The jobs that are counted. */
  readonly target: number;
}

/** A section of the page: a table, and in some sections a chart. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** The first words of the title, for the navigation. */
  readonly shortTitle: string;
  /** A sentence about what is counted. */
  readonly caption: string;
  /** The text of an empty section; undefined if the section is not empty. */
  readonly empty?: string | undefined;
  readonly bars?: readonly SectionBar[];
  readonly causes?: readonly Cause[];
  readonly table: Table;
  /** A text with the number of entries that are not shown. */
  readonly more?: string | undefined;
  /** The jobs of all entries, in the tree. */
  readonly moreTarget?: number | undefined;
  /** Whether the page shows only the title until the user opens it. */
  readonly isFolded?: boolean;
  /** The setting for which the section has a button. */
  readonly setting?: SectionSetting;
}

/** A setting of the extension, without its prefix. */
export const sectionSettings = ['lastGoodBackupHours', 'knownIssues'] as const;
export type SectionSetting = (typeof sectionSettings)[number];

/** A bar of a horizontal bar chart. */
export interface SectionBar {
  readonly title: string;
  /** A less prominent text below the title. */
  readonly note?: string | undefined;
  readonly value: string;
  /** The length of the bar, 0 to 1. */
  readonly share: number;
  readonly tone: 'bad' | 'calm';
  readonly target?: number | undefined;
}

/** What several jobs share, with the resources that have it. */
export interface Cause {
  readonly title: string;
  /** The number of jobs and resources. */
  readonly value: string;
  readonly tone: 'bad' | 'warning' | 'known';
  /** What it means and what usually fixes it, or that this is not known. */
  readonly advice: readonly string[];
  readonly resources: readonly CauseResource[];
  readonly more?: string | undefined;
  /** All its jobs, in the tree. */
  readonly target: number;
  /** Accepts its jobs as a known issue; undefined if all of them are. */
  readonly accept?: number | undefined;
}

export interface CauseResource {
  readonly title: string;
  readonly note: string;
  readonly target: number;
}

export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
  /** Whether its short texts stay on one line. */
  readonly isShort?: boolean;
  /** Whether the page shows the first lines of its texts only. Their tooltips have the rest. */
  readonly isLong?: boolean;
  /** Whether the page leaves the column out. It is in the copy of the table. */
  readonly isCopyOnly?: boolean;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly target?: number | undefined;
  /** The target of the buttons beside the title: it filters by the resource of the row. */
  readonly filter?: number | undefined;
  /** The target of the button that accepts the row as a known issue. */
  readonly accept?: number | undefined;
  /** Whether the page leaves the row out of a long table until the user requests all rows. */
  readonly isMore?: boolean;
  /** The title of consecutive rows that belong together. */
  readonly group?: string | undefined;
  readonly tooltip?: string | undefined;
  /** The tooltips of the cells by column. */
  readonly cellTooltips?: readonly (string | undefined)[];
}

/** The number of jobs by day and state. */
export interface DaysChart {
  /** The states that occur, in stacking order from their axis. */
  readonly states: readonly DayState[];
  readonly days: readonly ChartDay[];
}

export interface DayState {
  readonly state: string;
  readonly title: string;
  /** Whether the jobs made no complete backup. They have a scale of their own. */
  readonly isBad: boolean;
}

export interface ChartDay {
  /** A short date for the axis. */
  readonly label: string;
  /** The short date, with a note if it is only a part of the day. */
  readonly name: string;
  /** The date and the number of jobs, for the tooltip and screen readers. */
  readonly title: string;
  readonly target: number;
  /** In the order of the chart's states. */
  readonly parts: readonly ChartPart[];
}

export interface ChartPart {
  readonly count: number;
  readonly title: string;
  readonly target: number;
}

/** "and 12 more"; undefined if a ranking has no more entries than it shows. */
export function moreText({ all, top }: Ranking<unknown>): string | undefined {
  return all > top.length ? l10n.t('and {count} more', { count: all - top.length }) : undefined;
}
