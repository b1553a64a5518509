/** The overview as its page shows it. Everything in it is text to be shown as text. */
export interface OverviewViewModel {
  /** What was counted and when, in a line. */
  readonly note: string;
  readonly health: HealthViewModel;
  readonly days: Section & { readonly chart: DaysChart };
  readonly sections: readonly Section[];
}

/** The health line: one figure beside the other. */
export interface HealthViewModel {
  readonly title: string;
  readonly caption: string;
  readonly cards: readonly HealthCard[];
  /** The same, to be copied. */
  readonly table: Table;
}

/** One figure, and what it was before. */
export interface HealthCard {
  readonly name: string;
  readonly title: string;
  readonly value: string;
  readonly comparison: string;
  readonly tone: 'bad' | 'warning' | 'good' | 'busy' | 'plain';
}

/** A part of the page: a table, and the chart of it where it has one. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** What is counted here, in a sentence. */
  readonly caption: string;
  /** What to say where there is nothing to show; absent where there is. */
  readonly empty?: string | undefined;
  readonly bars?: readonly SectionBar[];
  readonly table: Table;
  /** How much there is beyond what is shown. */
  readonly more?: string | undefined;
  /** Whether the setting that this part goes by can be changed from here. */
  readonly hasSetting?: boolean;
}

/** A bar of a chart of one row for each. */
export interface SectionBar {
  readonly title: string;
  /** Less loud, below the title. */
  readonly note?: string | undefined;
  readonly value: string;
  /** 0 to 1, of the longest bar. */
  readonly share: number;
  readonly tone: 'bad' | 'calm';
  readonly target?: number | undefined;
}

/** A table of texts. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly target?: number | undefined;
}

/** The days, and how many jobs each has in which state. */
export interface DaysChart {
  /** The states that occur, in the order in which they are stacked, from the axis on. */
  readonly states: readonly { readonly state: string; readonly title: string }[];
  readonly days: readonly ChartDay[];
}

export interface ChartDay {
  /** Short, for the axis. */
  readonly label: string;
  /** For who hears it, and for the tooltip: the day and how many jobs. */
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

/** "and 12 more", where a ranking has more than it shows. */
export function moreText(
  { all, top }: { readonly all: number; readonly top: readonly unknown[] },
  t: (message: string, values: Record<string, number>) => string,
): string | undefined {
  return all > top.length ? t('and {count} more', { count: all - top.length }) : undefined;
}
