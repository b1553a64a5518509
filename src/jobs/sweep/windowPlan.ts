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

/**
 * Which windows a query is read in. At first there is one, the whole query: a plain listing. When it turns out to be
 * long it becomes gaps, from whose latest ends windows are cut: large ones first and smaller ones towards the end, so that all
 * end together. A window that turns out too large becomes a gap itself. What is done, windows and gaps are the whole query at all
 * times, the latest first.
 *
 * Between the first gaps is a window of one instant, the probe: a job is known that its answer must list. Where it does not, where
 * the service refuses windows, or where they cost too much (see {@link SweepBudget}), the plain listing goes on in their place.
 */
export class WindowPlan {
  readonly #range: BoundedSpan;
  readonly #pageSize: number;
  readonly #handedOn = new Set<string>();
  readonly #sightings: Sightings;
  readonly #budget: SweepBudget;
  readonly #plain: SweepWindow;
  #pieces: Piece[];
  #probe: SweepWindow | undefined;
  /** Requests that a window takes beside those that its own jobs need, as the probe has shown; undefined before that. */
  #overhead: number | undefined;
  /** Whether it is decided that the query is not cut. */
  #isPlain = false;

  /**
   * `now` is epoch milliseconds; `listed` is what a plain listing that has begun already has read, and its token; with `isPlain` the
   * query is never cut.
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
    this.#pieces = [{ kind: 'window', window: this.#plain }];
    if (listed === undefined) return;
    this.#plain.look(listed.jobs);
    this.#sightings.add(listed.jobs);
    this.#cutUpIfLong(this.#plain);
  }

  get isDone(): boolean {
    return this.#pieces.every(({ kind }) => kind === 'done');
  }

  /** The times between which everything is read, from the latest on; undefined where nothing is, or windows are not to be relied on yet. */
  get doneSpan(): { readonly from: Date; readonly to: Date } | undefined {
    const [first] = this.#pieces;
    if (first?.kind !== 'done' || this.#probe?.awaitsJobs === true) return undefined;
    return { from: new Date(first.span.from ?? this.#range.from), to: new Date(this.#range.to) };
  }

  /** Whether a window is still to be read: not where the plain listing has taken its place. */
  holds(window: SweepWindow): boolean {
    return this.#pieceOf(window) !== undefined;
  }

  /**
   * The window to read a page of now: one that nobody reads, else one cut from a gap; undefined where there is neither, or where
   * what is being read has to tell first whether that is worth it.
   */
  next(isBeingRead: (window: SweepWindow) => boolean): SweepWindow | undefined {
    const windows = this.#pieces.filter((piece) => piece.kind === 'window').map(({ window }) => window);
    const idle = windows.find((window) => !isBeingRead(window));
    const gap = this.#pieces.find((piece) => piece.kind === 'gap');
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

  /** Tells that a page of a window is asked for. */
  ask(window: SweepWindow): void {
    this.#budget.ask(window.isBounded);
  }

  /** Tells that a page that was asked for could not be read. */
  fail(window: SweepWindow): void {
    this.#budget.fail(window.isBounded);
  }

  /** Takes a page of a window. `mayCut` says that more could be asked for at once than there are windows for. */
  take(
    window: SweepWindow,
    page: JobPage,
    mayCut: boolean,
  ): { readonly jobs: readonly BackupJob[]; readonly failure: JobFailure | undefined } {
    if (!window.isBounded) this.#sightings.add(page.jobs);
    const ownBefore = window.seen.ownJobs;
    const { jobs, outcome } = window.take(page);
    const own = window.seen.ownJobs - ownBefore;
    const windowJobs = window.isBounded ? own : undefined;
    this.#budget.answer({ jobs: page.jobs.length, newJobs: jobs.length, windowJobs });
    const failure = this.holds(window) ? this.#proceed(window, outcome, mayCut) : undefined;
    // The rest of the window would be other jobs still.
    const isOffTheMark = outcome !== 'done' && own < page.jobs.length * minOwn;
    if (isOffTheMark && this.holds(window) && !this.#budget.isCommitted) this.#walkPlainly();
    return { jobs, failure };
  }

  /** Whether all goes on in spite of what a window has failed with: it is no longer needed, or the plain listing takes its place. */
  survives(window: SweepWindow, failure: JobFailure): boolean {
    if (failure.kind === 'aborted') return false;
    if (!this.holds(window)) return true;
    const { hasWindowAnswer, isCommitted } = this.#budget;
    const isOfService = failure.kind === 'service' || failure.kind === 'timeout';
    const mayBeOfWindow = isOfService ? !hasWindowAnswer : !isOfConnection(failure);
    if (!window.isBounded || isCommitted || !mayBeOfWindow) return false;
    this.#walkPlainly();
    return true;
  }

  /** Whatever was tried in vain may be tried again. */
  resetRetries(): void {
    for (const piece of this.#pieces) if (piece.kind === 'window') piece.window.resetRetries();
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
    const piece = this.#pieceOf(window);
    piece?.from?.profile.add(window.seen.bySlot, this.#within(window.span));
    this.#replace(piece, { kind: 'done', span: window.span });
    this.#pieces = this.#pieces.reduce<Piece[]>(joined, []);
    if (this.isDone) this.#handedOn.clear();
  }

  /** Makes gaps of a window that nobody reads, where what is left of it is better read in several. */
  #cutUpIfLong(window: SweepWindow): void {
    const { hasUndated, jobs, earliest, latest, pages } = window.seen;
    const { from, to } = this.#within(window.span);
    // A job without a creation date is in no window but the whole query, and what was created together is in one window.
    if (this.#isPlain || hasUndated || latest - earliest < togetherMs) return;
    // What is read of it is read again.
    if (window.isBounded && !this.#budget.allows(pages + this.#wasteToCome)) return;
    // Whichever end the service begins with, this is how far it has come.
    const milliseconds = Math.max(minCutMs, Math.min(to - earliest, latest - from));
    const read =
      to - earliest < latest - from ? { from: to - milliseconds, to } : { from, to: from + milliseconds };
    const piece = this.#pieceOf(window);
    const profile = profileOf(window, read, piece?.from?.profile);
    const { pageJobs } = this.#budget;
    const pagesLeft = (profile.expected(from, to) - jobs) / pageJobs;
    // Backups come in bursts, and the service may list in any order: there may be as many jobs to come as there were.
    if (Math.max(pagesLeft, Math.min(pages, jobs / pageJobs) - 1) < pagesWorthCutting) return;
    if (window.isBounded) {
      this.#replace(piece, new Gap(window.span, profile));
      this.#budget.reread(jobs);
    } else this.#cutAtProbe(profile);
  }

  #cutAtProbe(profile: DayProfile): void {
    const time = this.#sightings.probeTime;
    if (time === undefined) return;
    this.#budget.reread(this.#handedOn.size);
    this.#probe = this.#open({ from: time, to: time + 1 });
    this.#pieces = [
      new Gap({ from: time + 1 }, profile, true),
      { kind: 'window', window: this.#probe },
      new Gap({ to: time }, profile),
    ];
  }

  /** Lets the plain listing go on from where it was. */
  #walkPlainly(): SweepWindow {
    this.#isPlain = true;
    this.#probe = undefined;
    this.#pieces = [{ kind: 'window', window: this.#plain }];
    return this.#plain;
  }

  /** Requests yet to come that may bring nothing new, if one more window is cut. */
  get #wasteToCome(): number {
    const open = this.#pieces.filter(({ kind }) => kind !== 'done').length;
    return (open + 1) * (1 + (this.#overhead ?? 0));
  }

  #open(span: TimeSpan): SweepWindow {
    return new SweepWindow(span, this.#handedOn, { awaited: this.#sightings.within(span) });
  }

  #openWhole(gap: Gap): SweepWindow {
    const window = this.#open(gap.span);
    this.#replace(gap, { kind: 'window', window, from: gap });
    return window;
  }

  #cutFrom(gap: Gap): SweepWindow {
    const cut = gap.cut(this.#within(gap.span), this.#pageSize);
    if (cut === undefined) return this.#openWhole(gap);
    const window = this.#open({ from: cut, to: gap.span.to });
    this.#pieces.splice(this.#pieces.indexOf(gap), 0, { kind: 'window', window, from: gap });
    gap.span = { from: gap.span.from, to: cut };
    return window;
  }

  #pieceOf(window: SweepWindow): OpenWindow | undefined {
    return this.#pieces.find(
      (piece): piece is OpenWindow => piece.kind === 'window' && piece.window === window,
    );
  }

  #replace(piece: Piece | undefined, other: Piece): void {
    this.#pieces = this.#pieces.map((one) => (one === piece ? other : one));
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

interface OpenWindow {
  readonly kind: 'window';
  readonly window: SweepWindow;
  readonly from?: Gap;
}

interface Done {
  readonly kind: 'done';
  readonly span: TimeSpan;
}

type Piece = OpenWindow | Gap | Done;

/** How jobs lie in a window of which a part is read: as elsewhere, where that part looks somewhat like it. */
function profileOf({ seen }: SweepWindow, read: BoundedSpan, known: DayProfile | undefined): DayProfile {
  const adapted = known?.adapted(seen.jobs, read);
  if (adapted !== undefined) return adapted;
  const profile = new DayProfile();
  profile.add(seen.bySlot, read);
  return profile;
}

/** Neighbours that are both done are one. */
function joined(pieces: Piece[], piece: Piece): Piece[] {
  const last = pieces.at(-1);
  if (last?.kind !== 'done' || piece.kind !== 'done') return [...pieces, piece];
  return [...pieces.slice(0, -1), { kind: 'done', span: { from: piece.span.from, to: last.span.to } }];
}

/** Jobs that no cut would part. */
const togetherMs = 4000;
const pagesWorthCutting = 3;
/** The least part of a page that has to be of its window, where others follow. */
const minOwn = 0.25;
/** Requests that a window may take beside those that its own jobs need. */
const maxOverhead = 1;
