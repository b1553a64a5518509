import type { OverviewLabels } from '../overviewLabels.js';
import type { OverviewRequest } from '../overviewMessages.js';

/** What the sections of the page are built with. */
export interface PageContext {
  readonly labels: OverviewLabels;
  /** The version of the view model that a click refers to. */
  readonly version: number;
  readonly send: (request: OverviewRequest) => void;
  /** The names of the sections that are shown as a table. */
  readonly asTables: Set<string>;
  /** The keys of the tables of which all rows are shown, and of the parts that are unfolded. */
  readonly opened: Set<string>;
  /** The titles of the causes that are unfolded. They are job data, so they are not saved. */
  readonly openedCauses: Set<string>;
  /** Builds the page again. */
  readonly render: () => void;
}
