import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { isOfConnection, type JobFailure, type JobPage } from '../jobSource.js';
import { repeatedToken } from '../loading/jobSnapshot.js';
import { DayProfile } from './dayProfile.js';
import { Gap, minCutMs } from './gap.js';
import { Sightings } from './sightings.js';
import { SweepBudget } from './sweepBudget.js';
import { noProgressFailure, SweepWindow, type WindowOutcome } from './sweepWindow.js';
import { type BoundedSpan, likelySpan, type TimeSpan } from './timeSpan.js';
import { WindowPieces } from './windowPieces.js';

/**
 * The windows in which a query is read. At first there is one, the whole query: a plain listing. If it turns
 * out to be long, it becomes gaps, and windows are cut from their latest ends: large ones first and smaller
 * ones later, so that all end together. A window that is too large becomes a gap itself. Finished spans,
 * windows and gaps together are always the whole query, latest first.
 *
 * Between the first gaps is a window of one instant, the probe: a known job that its answer must list. If it
 * does not, if the service refuses windows, or if they cost too much (see {@link SweepBudget}), the plain
 * listing continues instead.
 */
export class WindowPlan {
  readonly #range: BoundedSpan;
  readonly #pageSize: number;
  readonly #handedOn = new Set<string>();
  readonly #sightings: Sightings;
  readonly #budget: SweepBudget;
  readonly #plain: SweepWindow;
  #pieces: WindowPieces;
  #probe: SweepWindow | undefined;
  /** What the plain listing has replaced because a window failed, until it has a page. */
  #failedPieces: { readonly pieces: WindowPieces; readonly probe: SweepWindow | undefined } | undefined;
  /**
   * The requests that a window takes beyond those for its own jobs, as measured by the probe; undefined
   * before that.
   */
  #overhead: number | undefined;
  /** Whether it is certain that the query is not cut. */
  #isPlain = false;

  /**
   * `now` is epoch milliseconds; `listed` is what an earlier plain listing has read, with its token; with
   * `isPlain`, the query is never cut.
   */
  constructor(options: {
    query: JobQuery;
    pageSize: number;
    now: number;
    listed?: Listed | undefined;
    isPlain?: boolean | undefined;
  }) {
    const { isPlain = false, listed, now, pageSize, query } = options;
    this.#isPlain = isPlain;
    this.#pageSize = pageSize;
    this.#range = likelySpan(query, now);
    this.#sightings = new Sightings(query, pageSize);
    this.#budget = new SweepBudget(pageSize, () => this.#handedOn.size);
    this.#plain = new SweepWindow({}, this.#handedOn, { token: listed?.nextToken });
    this.#pieces = new WindowPieces({ kind: 'window', window: this.#plain });
    if (listed === undefined) return;
    this.#plain.look(listed.jobs);
    this.#sightings.add(listed.jobs);
    this.#cutUpIfLong(this.#plain);
  }

  get isDone(): boolean {
    return this.#pieces.isDone;
  }

  /**
   * The times between which everything is read, from the latest on; undefined if there are none, or if
   * windows are not reliable yet.
   */
  get doneSpan(): { readonly from: Date; readonly to: Date } | undefined {
    const done = this.#pieces.latestDone;
    if (done === undefined || this.#probe?.awaitsJobs === true) return undefined;
    return { from: new Date(done.from ?? this.#range.from), to: new Date(this.#range.to) };
  }

  /** Whether a window still has to be read: not if the plain listing has replaced it. */
  holds(window: SweepWindow): boolean {
    return this.#pieces.of(window) !== undefined;
  }

  /**
   * The next window to read a page of: an idle one, or one cut from a gap. Undefined if there is neither, or
   * if the pages under way first have to show whether a cut is worthwhile.
   */
  next(isBeingRead: (window: SweepWindow) => boolean): SweepWindow | undefined {
    const { gap, windows } = this.#pieces;
    const idle = windows.find((window) => !isBeingRead(window));
    if (idle?.isBounded === false || (idle === undefined && gap === undefined)) return idle;
    const mayWait = windows.some(isBeingRead);
    if (!this.#budget.allowsWindow) {
      const isProved =
        this.#overhead !== undefined && this.#budget.isWorthwhile(windows.length * this.#overhead);
      if (!isProved) return mayWait ? undefined : this.#walkPlainly();
      this.#budget.commit();
    }
    if (idle !== undefined || gap === undefined) return idle;
    if (!this.#budget.isCommitted || this.#budget.allows(this.#wasteToCome)) return this.#cutFrom(gap);
    return mayWait ? undefined : this.#openWhole(gap);
  }

  /** Reports that a page of a window is requested. */
  ask(window: SweepWindow): void {
    this.#budget.ask(window.isBounded);
  }

  /** Reports that a requested page could not be read. */
  fail(window: SweepWindow): void {
    this.#budget.fail(window.isBounded);
  }

  /** Takes a page of a window. `mayCut` says that there are fewer windows than possible requests. */
  take(
    window: SweepWindow,
    page: JobPage,
    mayCut: boolean,
  ): { readonly jobs: readonly BackupJob[]; readonly failure: JobFailure | undefined } {
    if (!window.isBounded) {
      this.#sightings.add(page.jobs);
      this.#failedPieces = undefined;
    }
    const ownBefore = window.seen.ownJobs;
    const { jobs, outcome } = window.take(page);
    const own = window.seen.ownJobs - ownBefore;
    const windowJobs = window.isBounded ? own : undefined;
    this.#budget.answer({ jobs: page.jobs.length, newJobs: jobs.length, windowJobs });
    const failure = this.holds(window) ? this.#proceed(window, outcome, mayCut) : undefined;
    // The rest of the window would also be other jobs.
    const isOffTheMark = outcome !== 'done' && own < page.jobs.length * minOwn;
    if (isOffTheMark && this.holds(window) && !this.#budget.isCommitted) this.#walkPlainly();
    return { jobs, failure };
  }

  /**
   * Whether the sweep continues after a failure of this window: it is no longer needed, or the plain listing
   * replaces it.
   */
  survives(window: SweepWindow, failure: JobFailure): boolean {
    if (failure.kind === 'aborted') return false;
    if (!this.holds(window)) return true;
    const { hasWindowAnswer, isCommitted } = this.#budget;
    const isOfService = failure.kind === 'service' || failure.kind === 'timeout';
    const mayBeOfWindow = isOfService ? !hasWindowAnswer : !isOfConnection(failure);
    if (!window.isBounded || isCommitted || !mayBeOfWindow) return false;
    this.#failedPieces = { pieces: this.#pieces, probe: this.#probe };
    this.#walkPlainly();
    return true;
  }

  /**
   * Prepares another run after a failure. If the plain listing has failed like the windows that it replaced,
   * the reason was not the windows, and they are read further.
   */
  resetRetries(): void {
    if (this.#failedPieces !== undefined) {
      const { pieces, probe } = this.#failedPieces;
      this.#isPlain = false;
      this.#pieces = pieces;
      this.#probe = probe;
      this.#failedPieces = undefined;
    }
    for (const window of this.#pieces.windows) window.resetRetries();
  }

  #proceed(window: SweepWindow, outcome: WindowOutcome, mayCut: boolean): JobFailure | undefined {
    switch (outcome) {
      case 'done':
        this.#finish(window);
        return undefined;
      case 'more':
        if (mayCut) this.#cutUpIfLong(window);
        return undefined;
      case 'repeatedToken':
        return window.startAgain() || this.survives(window, repeatedToken) ? undefined : repeatedToken;
      case 'fruitless':
        return this.survives(window, noProgressFailure) ? undefined : noProgressFailure;
    }
  }

  #finish(window: SweepWindow): void {
    if (window.awaitsJobs) {
      this.#walkPlainly();
      return;
    }
    if (window === this.#probe) {
      const { ownJobs, pages } = window.seen;
      this.#overhead = pages - Math.max(1, Math.ceil(ownJobs / this.#budget.pageJobs));
      if (this.#overhead > maxOverhead) {
        this.#walkPlainly();
        return;
      }
    }
    const piece = this.#pieces.of(window);
    if (piece === undefined) return;
    piece.from?.profile.add(window.seen.bySlot, this.#within(window.span));
    this.#pieces.finish(piece);
    if (this.isDone) this.#handedOn.clear();
  }

  /** Turns an idle window into gaps, if its rest is better read in several windows. */
  #cutUpIfLong(window: SweepWindow): void {
    const { hasUndated, jobs, earliest, latest, pages } = window.seen;
    const { from, to } = this.#within(window.span);
    // A job without a creation date is only in the whole query, and jobs created together are in one window.
    if (this.#isPlain || hasUndated || latest - earliest < togetherMs) return;
    // What was read of it will be read again.
    if (window.isBounded && !this.#budget.allows(pages + this.#wasteToCome)) return;
    // The service may begin at either end, so this is the larger distance covered.
    const milliseconds = Math.max(minCutMs, Math.min(to - earliest, latest - from));
    const read =
      to - earliest < latest - from ? { from: to - milliseconds, to } : { from, to: from + milliseconds };
    const piece = this.#pieces.of(window);
    const profile = profileOf(window, read, piece?.from?.profile);
    const { pageJobs } = this.#budget;
    const pagesLeft = (profile.expected(from, to) - jobs) / pageJobs;
    // Backups come in bursts, and the service may list in any order: as many jobs may follow as were read.
    if (Math.max(pagesLeft, Math.min(pages, jobs / pageJobs) - 1) < pagesWorthCutting) return;
    if (piece !== undefined && window.isBounded) {
      this.#pieces.replace(piece, new Gap(window.span, profile));
      this.#budget.reread(jobs);
    } else this.#cutAtProbe(profile);
  }

  #cutAtProbe(profile: DayProfile): void {
    const time = this.#sightings.probeTime;
    if (time === undefined) return;
    this.#budget.reread(this.#handedOn.size);
    this.#probe = this.#open({ from: time, to: time + 1 });
    this.#pieces = new WindowPieces(
      new Gap({ from: time + 1 }, profile, true),
      { kind: 'window', window: this.#probe },
      new Gap({ to: time }, profile),
    );
  }

  /** Continues the plain listing from where it was. */
  #walkPlainly(): SweepWindow {
    this.#isPlain = true;
    this.#probe = undefined;
    this.#pieces = new WindowPieces({ kind: 'window', window: this.#plain });
    return this.#plain;
  }

  /** The requests still to come that may return nothing new, if one more window is cut. */
  get #wasteToCome(): number {
    return (this.#pieces.open + 1) * (1 + (this.#overhead ?? 0));
  }

  #open(span: TimeSpan): SweepWindow {
    return new SweepWindow(span, this.#handedOn, { awaited: this.#sightings.within(span) });
  }

  #openWhole(gap: Gap): SweepWindow {
    const window = this.#open(gap.span);
    this.#pieces.replace(gap, { kind: 'window', window, from: gap });
    return window;
  }

  #cutFrom(gap: Gap): SweepWindow {
    const cut = gap.cut(this.#within(gap.span), this.#pageSize);
    if (cut === undefined) return this.#openWhole(gap);
    const window = this.#open({ from: cut, to: gap.span.to });
    this.#pieces.cut(gap, window, cut);
    return window;
  }

  #within({ from, to }: TimeSpan): BoundedSpan {
    return { from: from ?? this.#range.from, to: to ?? this.#range.to };
  }
}

/** How far a plain listing has come. */
export interface Listed {
  readonly jobs: readonly BackupJob[];
  readonly nextToken: string | undefined;
}

/** The profile of a window that is partly read: that of other windows, if this part is roughly similar. */
function profileOf({ seen }: SweepWindow, read: BoundedSpan, known: DayProfile | undefined): DayProfile {
  const adapted = known?.adapted(seen.jobs, read);
  if (adapted !== undefined) return adapted;
  const profile = new DayProfile();
  profile.add(seen.bySlot, read);
  return profile;
}

/** Jobs so close together that no cut separates them. */
const togetherMs = 4000;
const pagesWorthCutting = 3;
/** The minimum share of a page that has to belong to its window, if more pages follow. */
const minOwn = 0.25;
/** The maximum requests that a window may take beyond those for its own jobs. */
const maxOverhead = 1;
