import * as l10n from '@vscode/l10n';
import type { KnownIssueSource } from '../jobs/knownIssueSource.js';
import { type ShownView, type SubjectDependencies, SubjectModel } from '../jobs/subjectModel.js';
import { type BuiltCalendar, buildCalendar } from './buildCalendar.js';
import type { CalendarGrouping } from './calendarGroupingNames.js';

/** What the calendar needs from the rest of the extension. */
export interface CalendarDependencies extends SubjectDependencies {
  readonly knownIssues: Pick<KnownIssueSource, 'accepted'>;
}

/** Reads jobs, and holds the calendar of them. See {@link SubjectModel}. */
export class CalendarModel {
  readonly #model: SubjectModel<BuiltCalendar>;
  #grouping: CalendarGrouping = 'none';
  #openDay: number | undefined;

  /** @param onChange Called for each change, and for the progress of a read. */
  constructor(dependencies: CalendarDependencies, onChange: (what: 'all' | 'progress') => void) {
    this.#model = new SubjectModel({
      dependencies,
      onChange,
      texts: {
        notRead: l10n.t(
          'The calendar needs all jobs that match the filter. In a large account, loading them takes a while.',
        ),
        incomplete: l10n.t('Days of which not all jobs are known are marked.'),
      },
      build: async (read) => {
        const choices = { grouping: this.#grouping, openDay: this.#openDay };
        const { knownIssues, locale } = dependencies;
        const { accepted } = knownIssues;
        const built = await buildCalendar(read, choices, { accepted, locale, now: new Date() });
        const isCurrent =
          this.#grouping === choices.grouping &&
          this.#openDay === choices.openDay &&
          knownIssues.accepted === accepted;
        return isCurrent ? built : undefined;
      },
    });
  }

  /** The reading of the jobs, with what it has led to. */
  get reading(): Pick<
    SubjectModel<BuiltCalendar>,
    | 'dispose'
    | 'follow'
    | 'forget'
    | 'isDisposed'
    | 'isWaiting'
    | 'notices'
    | 'progress'
    | 'read'
    | 'recount'
    | 'stop'
    | 'subjectText'
    | 'version'
    | 'wait'
  > {
    return this.#model;
  }

  /** The calendar; undefined if its connection is no longer the current one. */
  get shown(): ShownView<BuiltCalendar> | undefined {
    return this.#model.shown;
  }

  get grouping(): CalendarGrouping {
    return this.#grouping;
  }

  async group(grouping: CalendarGrouping): Promise<void> {
    this.#grouping = grouping;
    await this.#model.recount();
  }

  /** Opens a day to its hours; closes it if it is open. `day` is its start, in epoch milliseconds. */
  async toggleDay(day: number | undefined): Promise<void> {
    this.#openDay = day === this.#openDay ? undefined : day;
    await this.#model.recount();
  }
}
