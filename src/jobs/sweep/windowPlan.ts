import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { isOfConnection, type JobFailure, type JobPage } from '../jobSource.js';
import { noProgressFailure, repeatedTokenFailure } from '../listingFailures.js';
import { DayProfile } from './dayProfile.js';
import { Gap, minCutMs } from './gap.js';
import { Sightings } from './sightings.js';
import { SweepBudget } from './sweepBudget.js';
import { SweepWindow, type WindowOutcome } from './sweepWindow.js';
import { type BoundedSpan, likelySpan, type TimeSpan } from './timeSpan.js';
import { WindowPieces } from './windowPieces.js';

/**
 * The windows in which a query is read. At first there is one window for the whole query: a plain listing. If
 * the query is long, it becomes two gaps, and windows are cut from the latest ends of gaps: large ones first
 * and smaller ones later, so that all end at about the same time. A window that is too large becomes a gap.
 * Finished spans, windows and gaps always cover the whole query, latest first.
 *
 * Between the first two gaps is the probe: a window of one instant whose response must list a known job. If
 * it does not, if the service refuses windows, or if they cost too much (see {@link SweepBudget}), the plain
 * listing continues instead.
 */
export class WindowPlan {
  readonly #range: BoundedSpan;
  readonly #pageSize: number;
  readonly #yieldedKeys = new Set<string>();
  readonly #sightings: Sightings;
  readonly #budget: SweepBudget;
  readonly #plain: SweepWindow;
  #pieces: WindowPieces;
  #probe: SweepWindow | undefined;
  /** What the plain listing has replaced because a window failed, until it has a page. */
  #failedPieces: { readonly pieces: WindowPieces; readonly probe: SweepWindow | undefined } | undefined;
  /**
   * The number of extra requests of a window, beyond those for its own jobs, as measured by the probe;
   * undefined before that.
   */
  #overhead: number | undefined;
  /** Whether the query must not be cut. */
  #isPlain = false;

  /**
   * `now` is in epoch milliseconds. `listed` is an earlier plain listing, which continues. With `isPlain`,
   * the query is never cut.
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
    this.#budget = new SweepBudget(pageSize, () => this.#yieldedKeys.size);
    this.#plain = new SweepWindow({}, this.#yieldedKeys, { token: listed?.nextToken });
    this.#pieces = new WindowPieces({ kind: 'window', window: this.#plain });
    if (listed === undefined) return;
    this.#plain.countListed(listed.jobs);
    this.#sightings.add(listed.jobs);
    this.#cutUpIfLong(this.#plain);
  }

  get isDone(): boolean {
    return this.#pieces.isDone;
  }

  /**
   * The latest time range that has been read completely; undefined if there is none, or if windows have not
   * yet proved to be reliable.
   */
  get doneSpan(): { readonly from: Date; readonly to: Date } | undefined {
    const done = this.#pieces.latestDone;
    if (done === undefined || this.#probe?.lacksJobs === true) return undefined;
    return { from: new Date(done.from ?? this.#range.from), to: new Date(this.#range.to) };
  }

  /** Whether a window still has to be read. False if the plain listing has replaced it. */
  holds(window: SweepWindow): boolean {
    return this.#pieces.of(window) !== undefined;
  }

  /**
   * The next window to read a page of: an idle one, or a new one from a gap. Undefined if there is neither,
   * or if the pending pages must first show whether windows are worthwhile.
   */
  next(isBeingRead: (window: SweepWindow) => boolean): SweepWindow | undefined {
    const { gap, windows } = this.#pieces;
    const idle = windows.find((window) => !isBeingRead(window));
    if (idle?.isBounded === false || (idle === undefined && gap === undefined)) return idle;
    const mayWait = windows.some(isBeingRead);
    if (!this.#budget.allowsWindow) {
      const isWorthwhile =
        this.#overhead !== undefined && this.#budget.isWorthwhile(windows.length * this.#overhead);
      if (!isWorthwhile) return mayWait ? undefined : this.#continuePlainly();
      this.#budget.commit();
    }
    if (idle !== undefined || gap === undefined) return idle;
    if (!this.#budget.isCommitted || this.#budget.allows(this.#expectedOverhead)) return this.#cutFrom(gap);
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

  /** Takes a page of a window. `mayCut` means that more requests are possible than there are windows. */
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
    this.#budget.addResponse(page.jobs.length, jobs.length, window.isBounded ? own : undefined);
    const failure = this.holds(window) ? this.#proceed(window, outcome, mayCut) : undefined;
    // The remaining pages of the window would also be mostly other jobs.
    const hasFewOwnJobs = outcome !== 'done' && own < page.jobs.length * minOwnShare;
    if (hasFewOwnJobs && this.holds(window) && !this.#budget.isCommitted) this.#continuePlainly();
    return { jobs, failure };
  }

  /**
   * Whether the sweep continues after a failure of this window, because the window is no longer needed or the
   * plain listing replaces it.
   */
  survives(window: SweepWindow, failure: JobFailure): boolean {
    if (failure.kind === 'aborted') return false;
    if (!this.holds(window)) return true;
    const { hasWindowResponse, isCommitted } = this.#budget;
    const isOfService = failure.kind === 'service' || failure.kind === 'timeout';
    const mayBeOfWindow = isOfService ? !hasWindowResponse : !isOfConnection(failure);
    if (!window.isBounded || isCommitted || !mayBeOfWindow) return false;
    this.#failedPieces = { pieces: this.#pieces, probe: this.#probe };
    this.#continuePlainly();
    return true;
  }

  /**
   * Prepares another run after a failure. If the plain listing has failed like the windows that it replaced,
   * the windows were not the reason, and the new run reads them.
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
        return window.startAgain() || this.survives(window, repeatedTokenFailure)
          ? undefined
          : repeatedTokenFailure;
      case 'noProgress':
        return this.survives(window, noProgressFailure) ? undefined : noProgressFailure;
    }
  }

  #finish(window: SweepWindow): void {
    if (window.lacksJobs) {
      this.#continuePlainly();
      return;
    }
    if (window === this.#probe) {
      const { ownJobs, pages } = window.seen;
      this.#overhead = pages - Math.max(1, Math.ceil(ownJobs / this.#budget.pageJobs));
      if (this.#overhead > maxOverhead) {
        this.#continuePlainly();
        return;
      }
    }
    const piece = this.#pieces.of(window);
    if (piece === undefined) return;
    piece.from?.profile.add(window.seen.bySlot, this.#within(window.span));
    this.#pieces.finish(piece);
    if (this.isDone) this.#yieldedKeys.clear();
  }

  /** Turns an idle window into one or two gaps, if several windows can read its rest faster. */
  #cutUpIfLong(window: SweepWindow): void {
    const { hasUndated, jobs, earliest, latest, pages } = window.seen;
    const { from, to } = this.#within(window.span);
    // No window contains a job without a creation date, and no cut separates jobs that were created together.
    if (this.#isPlain || hasUndated || latest - earliest < minCutDistanceMs) return;
    // The jobs of its pages will be read again.
    if (window.isBounded && !this.#budget.allows(pages + this.#expectedOverhead)) return;
    // The service may begin at either end, so this is the larger of the two distances.
    const milliseconds = Math.max(minCutMs, Math.min(to - earliest, latest - from));
    const read =
      to - earliest < latest - from ? { from: to - milliseconds, to } : { from, to: from + milliseconds };
    const piece = this.#pieces.of(window);
    const profile = profileOf(window, read, piece?.from?.profile);
    const { pageJobs } = this.#budget;
    const pagesLeft = (profile.expected(from, to) - jobs) / pageJobs;
    // Expects at least as many jobs as were read: backups come in bursts, and the service may list in any
    // order.
    if (Math.max(pagesLeft, Math.min(pages, jobs / pageJobs) - 1) < minPagesToCut) return;
    if (piece !== undefined && window.isBounded) {
      this.#pieces.replace(piece, new Gap(window.span, profile));
      this.#budget.reread(jobs);
    } else this.#cutAtProbe(profile);
  }

  #cutAtProbe(profile: DayProfile): void {
    const time = this.#sightings.probeTime;
    if (time === undefined) return;
    this.#budget.reread(this.#yieldedKeys.size);
    this.#probe = this.#open({ from: time, to: time + 1 });
    this.#pieces = new WindowPieces(
      new Gap({ from: time + 1 }, profile, true),
      { kind: 'window', window: this.#probe },
      new Gap({ to: time }, profile),
    );
  }

  /** Continues the plain listing at its token, without windows. */
  #continuePlainly(): SweepWindow {
    this.#isPlain = true;
    this.#probe = undefined;
    this.#pieces = new WindowPieces({ kind: 'window', window: this.#plain });
    return this.#plain;
  }

  /** The number of further requests that may return nothing new, if one more window is cut. */
  get #expectedOverhead(): number {
    return (this.#pieces.openCount + 1) * (1 + (this.#overhead ?? 0));
  }

  #open(span: TimeSpan): SweepWindow {
    return new SweepWindow(span, this.#yieldedKeys, { requiredKeys: this.#sightings.within(span) });
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

/** The state of a plain listing. */
export interface Listed {
  readonly jobs: readonly BackupJob[];
  readonly nextToken: string | undefined;
}

/** The profile of a partly read window: that of other windows if it is similar, else one of its own jobs. */
function profileOf({ seen }: SweepWindow, read: BoundedSpan, known: DayProfile | undefined): DayProfile {
  const adapted = known?.adapted(seen.jobs, read);
  if (adapted !== undefined) return adapted;
  const profile = new DayProfile();
  profile.add(seen.bySlot, read);
  return profile;
}

/** In milliseconds. Windows overlap, so a cut cannot separate jobs that are closer together. */
const minCutDistanceMs = 4000;
const minPagesToCut = 3;
/** The minimum share of own jobs on a page of a window that is not the last. */
const minOwnShare = 0.25;
/** The maximum number of extra requests of a window, beyond those for its own jobs. */
const maxOverhead = 1;
