import * as l10n from '@vscode/l10n';
import type { RegionCoverage } from '../jobs/copyHead.js';
import { countText, localTimeText } from '../jobs/formats.js';
import type { JobList } from '../jobs/jobList.js';
import { failureOf } from '../jobs/jobSource.js';
import { isOldRead } from '../jobs/oldRead.js';
import { type FiguresOptions, overviewFigures } from './figures/overviewFigures.js';
import { figuresBasis } from './figuresBasis.js';
import type { OverviewDependencies } from './overviewDependencies.js';
import { type MissingFigures, type NoticeWithAction, overviewNotices } from './overviewNotices.js';
import type { OverviewSubject } from './overviewSubject.js';
import type { PeriodHours } from './periods.js';
import {
  jobsByRegion,
  listsOf,
  type OverviewProgress,
  type OverviewReadResult,
  readOverview,
} from './readOverview.js';
import { subjectSchedule } from './subjectSchedule.js';
import { overviewViewModel } from './viewModels/overviewViewModel.js';
import type { OverviewViewModel } from './viewModels/section.js';
import { hourMs, Targets } from './viewModels/viewModelContext.js';

/** A view model, and the data that it was built from. */
export interface ShownViewModel {
  readonly subject: OverviewSubject;
  readonly readResult: OverviewReadResult;
  readonly viewModel: OverviewViewModel;
  readonly targets: Targets;
  readonly now: Date;
  /** What was read of each region when the view model was built. */
  readonly regions: readonly RegionCoverage[];
  readonly period: PeriodHours;
  /** The state of the counted lists; see {@link stateOf}. */
  readonly counted: string;
}

/** Reads and counts jobs, and holds the result. No figure appears under the name of another connection. */
export class OverviewModel {
  readonly #dependencies: OverviewDependencies;
  readonly #onChange: (what: 'all' | 'progress') => void;
  #work: { readonly superseded: AbortController; readonly stopped: AbortController } | undefined;
  #progress = '';
  #shown: ShownViewModel | undefined;
  #failure: MissingFigures | undefined;
  #period: PeriodHours = 24;
  #version = 0;
  #hasPendingChanges = false;

  /** @param onChange Called for each change, and for the progress of a read. */
  constructor(dependencies: OverviewDependencies, onChange: (what: 'all' | 'progress') => void) {
    this.#dependencies = dependencies;
    this.#onChange = onChange;
  }

  /** Increases with each view model. */
  get version(): number {
    return this.#version;
  }

  get period(): PeriodHours {
    return this.#period;
  }

  /** The progress of the current read; undefined if there is none. */
  get progress(): string | undefined {
    return this.#work && this.#progress;
  }

  /** The view model; undefined if its connection is no longer the current one. */
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

  /** Whether nothing is read until the user requests it. */
  get isWaiting(): boolean {
    return this.#failure === 'notRead';
  }

  /** The notices beside the figures. */
  get notices(): NoticeWithAction[] {
    return overviewNotices({
      dependencies: this.#dependencies,
      failure: this.#failure,
      shown: this.shown,
      isReading: this.#work !== undefined,
      read: (options) => void this.read(options),
    });
  }

  /** Offers to read. A panel that was restored must not read a whole account on its own. */
  wait(): void {
    this.#failure = 'notRead';
    this.#onChange('all');
  }

  /** Loads the jobs of the tree's filter and counts them. Refreshes old jobs. Aborts the previous read. */
  async read({ isRefresh = false } = {}): Promise<void> {
    const work = this.#begin(l10n.t('Loading backup jobs…'));
    try {
      let subject = await this.#dependencies.subject();
      if (subject !== undefined && (isRefresh || isOld(subject))) {
        await orAborted(this.#dependencies.refresh(), work.superseded.signal, work.stopped.signal);
        if (work.stopped.signal.aborted) return this.#end(work);
        subject = await this.#dependencies.subject();
      }
      if (this.#work !== work) return;
      if (subject === undefined) {
        this.#shown = undefined;
        this.#failure = 'noConnection';
        return this.#end(work);
      }
      const signal = AbortSignal.any([work.superseded.signal, work.stopped.signal]);
      // A refresh may replace the lists during the read. These are the ones that the read fills.
      const lists = listsOf(subject);
      const readResult = await readOverview(subject, signal, (progress) =>
        this.#reportProgress(work, progress),
      );
      if (this.#work !== work) return;
      await this.#count(work, subject, readResult, lists);
      if (this.#work !== work) return;
      this.#end(work);
    } catch (error) {
      if (this.#work !== work) return;
      this.#failure = failureOf(error);
      this.#end(work);
    }
  }

  /** Stops the current read and counts what was loaded. */
  stop(): void {
    this.#work?.stopped.abort();
  }

  /** Counts the same jobs over another period. */
  async choosePeriod(hours: PeriodHours): Promise<void> {
    this.#period = hours;
    await this.recount();
  }

  /**
   * Counts the same jobs again, after a change of the period or the setting. A read in progress does that
   * when it ends. Reads the jobs again if they are old, or if a refresh of the tree has dropped them.
   */
  async recount(): Promise<void> {
    const { shown } = this;
    if (shown === undefined || this.#work !== undefined) return this.#onChange('all');
    const lists = listsOf(shown.subject);
    if (isOld(shown.subject) || !shown.readResult.isHeldBy(lists)) return this.read();
    const work = this.#begin(l10n.t('Counting…'));
    try {
      await this.#count(work, shown.subject, shown.readResult, lists);
    } catch (error) {
      if (this.#work === work) this.#failure = failureOf(error);
    }
    if (this.#work === work) this.#end(work);
  }

  /** Counts again, without a request, if the tree or a panel has read more of the same jobs. */
  follow(): void {
    this.#hasPendingChanges = this.#work !== undefined;
    if (this.#hasPendingChanges || this.#failure !== undefined) return;
    const { shown } = this;
    if (shown === undefined || isOld(shown.subject)) return;
    const lists = listsOf(shown.subject);
    if (shown.readResult.isHeldBy(lists) && stateOf(shown.subject, lists) !== shown.counted)
      void this.recount();
  }

  /** Drops everything, after a change of the connection. */
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
    readResult: OverviewReadResult,
    lists: readonly JobList[],
  ): Promise<void> {
    const { signal } = this.#work?.superseded ?? new AbortController();
    for (;;) {
      const { periodMs, staleMs } = this.#figuresOptions;
      const now = new Date();
      const counted = stateOf(subject, lists);
      const regions = regionsOf(subject, readResult);
      const known = figuresBasis(subject, readResult, now);
      const options = { now: known.until, asOf: known.asOf, periodMs, staleMs };
      const schedule = await subjectSchedule(subject, lists, known, signal);
      if (this.#work !== work) return;
      const counting = { ...options, schedule: schedule?.report };
      const figures = await overviewFigures(jobsByRegion(subject, lists), counting, { signal });
      if (this.#work !== work) return;
      const targets = new Targets();
      const viewModel = await overviewViewModel(figures, schedule, {
        ...options,
        coverage: known.coverage,
        isOldestRead: known.isOldestRead,
        locale: this.#dependencies.locale,
        targets,
      });
      if (this.#work !== work) return;
      // The period or the setting may have changed during this count.
      if (this.#figuresOptions.periodMs !== periodMs || this.#figuresOptions.staleMs !== staleMs) continue;
      this.#shown = { subject, readResult, viewModel, targets, now, regions, period: this.#period, counted };
      this.#version++;
      return;
    }
  }

  get #figuresOptions(): Pick<FiguresOptions, 'periodMs' | 'staleMs'> {
    const hours = this.#dependencies.lastGoodHours();
    return {
      periodMs: this.#period * hourMs,
      staleMs: hours === 'auto' ? undefined : hours * hourMs,
    };
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
    // If nothing was counted, the previous view model and its period stay.
    this.#period = this.#shown?.period ?? this.#period;
    this.#onChange('all');
    if (this.#hasPendingChanges) this.follow();
  }

  #reportProgress(work: object, { isThrottled, jobs, readSince }: OverviewProgress): void {
    if (this.#work !== work) return;
    const { locale } = this.#dependencies;
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
    return this.#dependencies.connectionText(subject.sessions);
  }
}

/** A text that changes when the lists have other jobs or were read again. */
function stateOf({ sessions }: OverviewSubject, lists: readonly JobList[]): string {
  const ofLists = lists.map(({ newest, searched }) => [searched, newest.changes]);
  return JSON.stringify([ofLists, sessions.map(({ pool }) => pool.readAt?.elapsed)]);
}

/** What was read of each region. */
function regionsOf(
  { sessions }: OverviewSubject,
  { completeRegions, failures }: OverviewReadResult,
): RegionCoverage[] {
  return sessions.map(({ pool, region }) => {
    const failure = failures.find((failed) => failed.region === region)?.failure.summary;
    const isComplete = completeRegions.has(region) && failure === undefined;
    return { region, isComplete, failure, readAt: pool.readAt?.date };
  });
}

/** Whether a region was read too long ago, such as the evening before. */
function isOld({ sessions }: OverviewSubject): boolean {
  return sessions.some(({ pool }) => isOldRead(pool.readAt));
}

/** Resolves with the work, or when one of the signals aborts. */
function orAborted(work: Promise<void>, ...signals: readonly AbortSignal[]): Promise<void> {
  const signal = AbortSignal.any([...signals]);
  if (signal.aborted) return Promise.resolve();
  const abort = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  return Promise.race([work, abort]);
}
