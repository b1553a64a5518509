import * as l10n from '@vscode/l10n';
import { countText, localTimeText } from '../jobs/formats.js';
import type { JobList } from '../jobs/jobList.js';
import { failureOf } from '../jobs/jobSource.js';
import { isOldRead } from '../jobs/oldRead.js';
import { type FiguresOptions, overviewFigures } from './figures/overviewFigures.js';
import { knownOf } from './knownOf.js';
import type { OverviewHost } from './overviewHost.js';
import { type ActingNotice, type MissingFigures, overviewNotices } from './overviewNotices.js';
import type { OverviewSubject } from './overviewSubject.js';
import type { PeriodHours } from './periods.js';
import {
  jobsOf,
  listsOf,
  type OverviewProgress,
  type OverviewReading,
  readOverview,
} from './readOverview.js';
import { overviewViewModel } from './viewModels/overviewViewModel.js';
import type { OverviewViewModel } from './viewModels/section.js';
import { hourMs, Targets } from './viewModels/viewModelContext.js';

/** A view model, and what it was made of. */
export interface ShownViewModel {
  readonly subject: OverviewSubject;
  readonly reading: OverviewReading;
  readonly sheet: OverviewViewModel;
  readonly targets: Targets;
  readonly now: Date;
  readonly period: PeriodHours;
  /** What the lists were like that it counts; see {@link stateOf}. */
  readonly counted: string;
}

/**
 * Reads, counts, and holds what the page shows. No figure is ever shown under the name of another connection.
 */
export class OverviewModel {
  readonly #host: OverviewHost;
  readonly #onChange: (what: 'all' | 'progress') => void;
  #work: { readonly superseded: AbortController; readonly stopped: AbortController } | undefined;
  #progress = '';
  #shown: ShownViewModel | undefined;
  #failure: MissingFigures | undefined;
  #period: PeriodHours = 24;
  #turn = 0;
  #isBehind = false;

  /** `onChange` is told whenever there is something else to show, or a read has come further. */
  constructor(host: OverviewHost, onChange: (what: 'all' | 'progress') => void) {
    this.#host = host;
    this.#onChange = onChange;
  }

  /** Counts the view models. */
  get turn(): number {
    return this.#turn;
  }

  get period(): PeriodHours {
    return this.#period;
  }

  /** How far the read has come that is under way; undefined where none is. */
  get progress(): string | undefined {
    return this.#work && this.#progress;
  }

  /** The view model, where the connection is still the one that it was made of. */
  get shown(): ShownViewModel | undefined {
    return this.#shown && this.#connectionOf(this.#shown) !== undefined ? this.#shown : undefined;
  }

  /** The connection and the filter of the view model, in one line. */
  get subjectText(): string {
    const { shown } = this;
    return shown === undefined
      ? ''
      : [this.#connectionOf(shown), shown.subject.filterText].filter(Boolean).join(' · ');
  }

  /** Whether nothing is read until a person asks for it. */
  get isWaiting(): boolean {
    return this.#failure === 'notRead';
  }

  /** What stands beside the figures. */
  get notices(): ActingNotice[] {
    return overviewNotices({
      host: this.#host,
      failure: this.#failure,
      shown: this.shown,
      isReading: this.#work !== undefined,
      read: (options) => void this.read(options),
    });
  }

  /**
   * Says that nothing has been read, and offers to: a page that comes back by itself must not read a whole
   * account.
   */
  wait(): void {
    this.#failure = 'notRead';
    this.#onChange('all');
  }

  /**
   * Reads what the tree is about, then counts it. What was read long ago is read again. A call takes the
   * place of the one before.
   */
  async read({ isRefresh = false } = {}): Promise<void> {
    const work = this.#begin(l10n.t('Loading backup jobs…'));
    try {
      let subject = await this.#host.subject();
      if (subject !== undefined && (isRefresh || isOld(subject))) {
        await orAborted(this.#host.refresh(), work.superseded.signal, work.stopped.signal);
        if (work.stopped.signal.aborted) return this.#end(work);
        subject = await this.#host.subject();
      }
      if (this.#work !== work) return;
      if (subject === undefined) {
        this.#shown = undefined;
        this.#failure = 'noConnection';
        return this.#end(work);
      }
      const signal = AbortSignal.any([work.superseded.signal, work.stopped.signal]);
      // Those that are read into, also where a refresh ends the read and puts others in their place.
      const lists = listsOf(subject);
      const reading = await readOverview(subject, signal, (progress) => this.#tell(work, progress));
      if (this.#work !== work) return;
      await this.#count(work, subject, reading, lists);
      if (this.#work !== work) return;
      this.#end(work);
    } catch (error) {
      if (this.#work !== work) return;
      this.#failure = failureOf(error);
      this.#end(work);
    }
  }

  /** Ends the read that is under way; what came is counted. */
  stop(): void {
    this.#work?.stopped.abort();
  }

  /** Counts the same jobs over another period. */
  async choosePeriod(hours: PeriodHours): Promise<void> {
    this.#period = hours;
    await this.recount();
  }

  /**
   * Counts the same jobs again, for another period or another setting; a read that is under way will do so.
   * Reads where they are old, or no longer at hand: the tree has been refreshed since, and has let go of
   * them.
   */
  async recount(): Promise<void> {
    const { shown } = this;
    if (shown === undefined || this.#work !== undefined) return this.#onChange('all');
    const lists = listsOf(shown.subject);
    if (isOld(shown.subject) || !shown.reading.isHeldBy(lists)) return this.read();
    const work = this.#begin(l10n.t('Counting…'));
    try {
      await this.#count(work, shown.subject, shown.reading, lists);
    } catch (error) {
      if (this.#work === work) this.#failure = failureOf(error);
    }
    if (this.#work === work) this.#end(work);
  }

  /**
   * Counts again where others have read more of the same jobs, or the same ones again. Nothing is read for
   * this, and nothing is counted of which the lists have let go.
   */
  follow(): void {
    this.#isBehind = this.#work !== undefined;
    if (this.#isBehind || this.#failure !== undefined) return;
    const { shown } = this;
    if (shown === undefined || isOld(shown.subject)) return;
    const lists = listsOf(shown.subject);
    if (shown.reading.isHeldBy(lists) && stateOf(shown.subject, lists) !== shown.counted) void this.recount();
  }

  /** Forgets all: what was read belongs to a connection that is gone. */
  forget(): void {
    this.#work?.superseded.abort();
    this.#work = undefined;
    this.#shown = undefined;
    if (!this.isWaiting) this.#failure = undefined;
    this.#onChange('all');
  }

  async #count(
    work: object,
    subject: OverviewSubject,
    reading: OverviewReading,
    lists: readonly JobList[],
  ): Promise<void> {
    const { signal } = this.#work?.superseded ?? new AbortController();
    for (;;) {
      const { periodMs, staleMs } = this.#wanted;
      const now = new Date();
      const counted = stateOf(subject, lists);
      const known = knownOf(subject, reading, now);
      const options = { now: known.until, periodMs, staleMs };
      const figures = await overviewFigures(jobsOf(lists), options, { signal });
      if (this.#work !== work) return;
      const targets = new Targets();
      const sheet = await overviewViewModel(figures, {
        ...options,
        asOf: known.asOf,
        coverage: known.coverage,
        locale: this.#host.locale,
        targets,
      });
      if (this.#work !== work) return;
      // Something else may have been asked for since this count began.
      if (this.#wanted.periodMs !== periodMs || this.#wanted.staleMs !== staleMs) continue;
      this.#shown = { subject, reading, sheet, targets, now, period: this.#period, counted };
      this.#turn++;
      return;
    }
  }

  get #wanted(): Pick<FiguresOptions, 'periodMs' | 'staleMs'> {
    return { periodMs: this.#period * hourMs, staleMs: this.#host.lastGoodHours() * hourMs };
  }

  #begin(progress: string) {
    this.#work?.superseded.abort();
    const work = { superseded: new AbortController(), stopped: new AbortController() };
    this.#work = work;
    this.#progress = progress;
    this.#failure = undefined;
    this.#onChange('all');
    return work;
  }

  #end(work: object): void {
    if (this.#work !== work) return;
    this.#work = undefined;
    // Where nothing was counted, the period is that of the view model which stays.
    this.#period = this.#shown?.period ?? this.#period;
    this.#onChange('all');
    if (this.#isBehind) this.follow();
  }

  #tell(work: object, { isThrottled, jobs, readSince }: OverviewProgress): void {
    if (this.#work !== work) return;
    const { locale } = this.#host;
    const count = countText({ known: jobs, isExact: true }, locale);
    const progress =
      readSince === undefined
        ? l10n.t('Loading backup jobs… {count} so far', { count })
        : l10n.t('Loading backup jobs… {count} so far, back to {time}', {
            count,
            time: localTimeText(readSince, locale),
          });
    this.#progress = isThrottled ? l10n.t('{progress} · throttled, waiting', { progress }) : progress;
    this.#onChange('progress');
  }

  #connectionOf({ subject }: ShownViewModel): string | undefined {
    return this.#host.connectionText(subject.sessions);
  }
}

/** Another text once the lists of the subject hold other jobs, or have been read again. */
function stateOf({ sessions }: OverviewSubject, lists: readonly JobList[]): string {
  const ofLists = lists.map(({ looked, newest }) => [looked, newest.changes]);
  return JSON.stringify([ofLists, sessions.map(({ pool }) => pool.readAt?.elapsed)]);
}

/** Whether the morning's page would be made of the evening's jobs. */
function isOld({ sessions }: OverviewSubject): boolean {
  return sessions.some(({ pool }) => isOldRead(pool.readAt));
}

/** Resolves with the work, or as soon as one of the signals aborts. */
function orAborted(work: Promise<void>, ...signals: readonly AbortSignal[]): Promise<void> {
  const signal = AbortSignal.any([...signals]);
  if (signal.aborted) return Promise.resolve();
  const abort = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  return Promise.race([work, abort]);
}
