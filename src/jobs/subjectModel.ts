import * as l10n from '@vscode/l10n';
import type { RegionCoverage } from './copyHead.js';
import { countText, localTimeText } from './formats.js';
import type { JobList } from './jobList.js';
import { failureOf } from './jobSource.js';
import type { JobsSubject, SubjectSession } from './jobsSubject.js';
import { isOldRead } from './oldRead.js';
import { listsOf, type ReadProgress, readSubject, type SubjectReadResult } from './readSubject.js';
import { storedJobsOf, storedReadResult } from './storedSubject.js';
import {
  type MissingJobs,
  type NoticeDependencies,
  type NoticeTexts,
  type NoticeWithAction,
  subjectNotices,
} from './subjectNotices.js';

/** What the model needs from the rest of the extension. */
export interface SubjectDependencies extends NoticeDependencies {
  /**
   * The sessions and the filter to read; undefined if no connection is selected. Rejects with a
   * JobSourceError if it cannot be opened.
   */
  subject(): Promise<JobsSubject | undefined>;
  /** The connection of these sessions in one line; undefined if they are no longer the current ones. */
  connectionText(sessions: readonly SubjectSession[]): string | undefined;
  /** Refreshes the loaded jobs. */
  refresh(): Promise<void>;
}

/** What a view is built from. */
export interface ReadJobs {
  readonly subject: JobsSubject;
  readonly readResult: SubjectReadResult;
  /** The lists that the read has filled, in the order of the sessions. */
  readonly lists: readonly JobList[];
  /** Aborts when the view is no longer wanted. */
  readonly signal: AbortSignal;
}

/** A view, and the data that it was built from. */
export interface ShownView<View> {
  readonly subject: JobsSubject;
  readonly readResult: SubjectReadResult;
  /** What was read of each region when the view was built. */
  readonly regions: readonly RegionCoverage[];
  readonly view: View;
  /** The state of the lists; see {@link stateOf}. */
  readonly counted: string;
}

export interface SubjectModelOptions<View> {
  readonly dependencies: SubjectDependencies;
  readonly texts: NoticeTexts;
  /**
   * Builds the view. Resolves to undefined if it must be built again, because an option has changed
   * meanwhile. Rejects with the signal's reason when it aborts.
   */
  readonly build: (read: ReadJobs) => Promise<View | undefined>;
  /** Whether it can be built of `readResult.stored`, without lists. */
  readonly countsStored?: true;
  /** Called for each change, and for the progress of a read. */
  readonly onChange: (what: 'all' | 'progress') => void;
  /** Called when a read or a count has ended, before the change is reported. */
  readonly onEnd?: () => void;
}

/**
 * Reads the jobs of a panel, builds its view, and holds the result. Nothing appears under the name of another
 * connection.
 */
export class SubjectModel<View> {
  readonly #options: SubjectModelOptions<View>;
  #work: Work | undefined;
  #progress = '';
  #shown: ShownView<View> | undefined;
  #failure: MissingJobs | undefined;
  #version = 0;
  #generation = 0;
  #hasPendingChanges = false;
  #isDisposed = false;

  constructor(options: SubjectModelOptions<View>) {
    this.#options = options;
  }

  /** Increases with each view. */
  get version(): number {
    return this.#version;
  }

  /** The progress of the current read; undefined if there is none. */
  get progress(): string | undefined {
    return this.#work && this.#progress;
  }

  /** The view; undefined if its connection is no longer the current one. */
  get shown(): ShownView<View> | undefined {
    return this.#shown && this.#connectionOf(this.#shown) !== undefined ? this.#shown : undefined;
  }

  /** The connection and the filter of the view, in one line. */
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

  /** The notices beside the view. */
  get notices(): NoticeWithAction[] {
    const { dependencies, texts } = this.#options;
    return subjectNotices({
      dependencies,
      texts,
      failure: this.#failure,
      shown: this.shown,
      isReading: this.#work !== undefined,
      generation: this.#generation,
      read: (options) => void this.read(options),
    });
  }

  /** Whether the panel is gone, see {@link dispose}. */
  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Offers to read. A panel that was restored must not read a whole account on its own. */
  wait(): void {
    this.#failure = 'notRead';
    this.#report('all');
  }

  /** Loads the jobs of the subject and builds the view. Refreshes old jobs. Aborts the previous read. */
  async read({ isRefresh = false } = {}): Promise<void> {
    if (this.#isDisposed) return;
    const { dependencies } = this.#options;
    const work = this.#begin(l10n.t('Loading backup jobs…'));
    try {
      let subject = await dependencies.subject();
      if (subject !== undefined && (isRefresh || isOld(subject))) {
        await orWhenAborted(dependencies.refresh(), work.superseded.signal, work.stopped.signal);
        if (work.stopped.signal.aborted) return this.#end(work);
        subject = await dependencies.subject();
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
      const stored = this.#options.countsStored && storedJobsOf(subject);
      if (stored) {
        this.#progress = l10n.t('Counting…');
        this.#report('progress');
      }
      const readResult = stored
        ? storedReadResult(subject, stored)
        : await readSubject(subject, signal, (progress) => this.#reportProgress(work, progress));
      if (this.#work !== work) return;
      await this.#build(work, subject, readResult, lists);
      if (this.#work !== work) return;
      this.#end(work);
    } catch (error) {
      if (this.#work !== work) return;
      this.#failure = failureOf(error);
      this.#end(work);
    }
  }

  /** Stops the current read and builds the view of what was loaded. */
  stop(): void {
    this.#work?.stopped.abort();
  }

  /**
   * Builds the view of the same jobs again, after a change of an option. A read in progress does that when it
   * ends. Reads the jobs again if they are old, or if a refresh of the tree has dropped them.
   */
  async recount(): Promise<void> {
    const { shown } = this;
    if (shown === undefined || this.#work !== undefined) return this.#report('all');
    const lists = listsOf(shown.subject);
    if (isOld(shown.subject) || !shown.readResult.isHeldBy(lists)) return this.read();
    const work = this.#begin(l10n.t('Counting…'));
    try {
      await this.#build(work, shown.subject, shown.readResult, lists);
    } catch (error) {
      if (this.#work === work) this.#failure = failureOf(error);
    }
    if (this.#work === work) this.#end(work);
  }

  /**
   * Builds the view again, without a request, if the tree or a panel has read more of the same jobs.
   */
  follow(): void {
    this.#hasPendingChanges = this.#work !== undefined;
    if (this.#hasPendingChanges || this.#failure !== undefined) return;
    const { shown } = this;
    if (shown === undefined || isOld(shown.subject)) return;
    // More pages of stored jobs are no other jobs.
    if (shown.readResult.stored) return;
    const lists = listsOf(shown.subject);
    if (shown.readResult.isHeldBy(lists) && stateOf(shown.subject, lists) !== shown.counted)
      void this.recount();
  }

  /** Drops everything, after a change of the connection or of the subject. */
  forget(): void {
    this.#work?.superseded.abort();
    this.#work = undefined;
    this.#shown = undefined;
    this.#generation++;
    if (!this.isWaiting) this.#failure = undefined;
    this.#report('all');
  }

  /** Drops everything for good, when the panel is gone. Reports no change, because no page would get it. */
  dispose(): void {
    this.#isDisposed = true;
    this.forget();
  }

  #report(what: 'all' | 'progress'): void {
    if (!this.#isDisposed) this.#options.onChange(what);
  }

  async #build(
    work: object,
    subject: JobsSubject,
    readResult: SubjectReadResult,
    lists: readonly JobList[],
  ): Promise<void> {
    const { stopped, superseded } = this.#work ?? newWork();
    // What was read until a stop is counted. Stored jobs were not read.
    const signal = readResult.stored
      ? AbortSignal.any([superseded.signal, stopped.signal])
      : superseded.signal;
    for (;;) {
      const counted = stateOf(subject, lists);
      const regions = regionsOf(subject, readResult);
      const view = await this.#options.build({ subject, readResult, lists, signal });
      if (this.#work !== work) return;
      if (view === undefined) continue;
      this.#shown = { subject, readResult, regions, view, counted };
      this.#version++;
      return;
    }
  }

  #begin(progress: string) {
    this.#work?.superseded.abort();
    const work = newWork();
    this.#work = work;
    this.#progress = progress;
    this.#failure = undefined;
    this.#report('all');
    return work;
  }

  #end(work: object): void {
    if (this.#work !== work) return;
    this.#work = undefined;
    this.#options.onEnd?.();
    this.#report('all');
    if (this.#hasPendingChanges) this.follow();
  }

  #reportProgress(work: object, { isThrottled, jobs, readSince }: ReadProgress): void {
    if (this.#work !== work) return;
    const { locale } = this.#options.dependencies;
    const count = countText({ known: jobs, isExact: true }, locale);
    const progress =
      readSince === undefined
        ? l10n.t('Loading backup jobs… {count} so far', { count })
        : l10n.t('Loading backup jobs… {count} so far, back to {time}', {
            count,
            time: localTimeText(readSince, locale),
          });
    this.#progress = isThrottled ? l10n.t('{progress} · throttled, waiting', { progress }) : progress;
    this.#report('progress');
  }

  #connectionOf({ subject }: ShownView<View>): string | undefined {
    return this.#options.dependencies.connectionText(subject.sessions);
  }
}

interface Work {
  readonly superseded: AbortController;
  readonly stopped: AbortController;
}

function newWork(): Work {
  return { superseded: new AbortController(), stopped: new AbortController() };
}

/** A text that changes when the lists have other jobs or were read again. */
function stateOf({ sessions }: JobsSubject, lists: readonly JobList[]): string {
  const ofLists = lists.map(({ newest, searched }) => [searched, newest.changes]);
  return JSON.stringify([ofLists, sessions.map(({ pool }) => pool.readAt?.elapsed)]);
}

/** What was read of each region. */
function regionsOf(
  { sessions }: JobsSubject,
  { completeRegions, failures }: SubjectReadResult,
): RegionCoverage[] {
  return sessions.map(({ pool, region }) => {
    const failure = failures.find((failed) => failed.region === region)?.failure.summary;
    const isComplete = completeRegions.has(region) && failure === undefined;
    return { region, isComplete, failure, readAt: pool.readAt?.date };
  });
}

/** Whether a region was read too long ago, such as the evening before. */
function isOld({ sessions }: JobsSubject): boolean {
  return sessions.some(({ pool }) => isOldRead(pool.readAt));
}

/** Resolves with the work, or when one of the signals aborts. */
function orWhenAborted(work: Promise<void>, ...signals: readonly AbortSignal[]): Promise<void> {
  const signal = AbortSignal.any([...signals]);
  if (signal.aborted) return Promise.resolve();
  const abort = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  return Promise.race([work, abort]);
}
