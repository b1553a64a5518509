import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { DayProfile } from './dayProfile.js';
import { mostAtOnce } from './requestLimit.js';
import { SweepWindow } from './sweepWindow.js';
import { type BoundedSpan, likelySpan, type TimeSpan } from './timeSpan.js';

/**
 * Which windows a query is read in. At first there is one, the whole query: a plain listing. When it turns out to be
 * long it becomes a gap, from whose latest end windows are cut: large ones first and smaller ones towards the end, so that all
 * end together. A window that turns out too large becomes a gap itself. What is done, windows and gaps are the whole query at all
 * times, the latest first.
 */
export class WindowPlan {
  readonly #pageSize: number;
  readonly #range: BoundedSpan;
  readonly #strays = new Set<string>();
  #pieces: Piece[];

  /** `now` is epoch milliseconds; `listed` is what a plain listing that has begun already has read, and its token. */
  constructor(options: { query: JobQuery; pageSize: number; now: number; listed?: Listed | undefined }) {
    this.#pageSize = options.pageSize;
    this.#range = likelySpan(options.query, options.now);
    const window = new SweepWindow({}, [], this.#strays, options.listed?.nextToken);
    this.#pieces = [{ kind: 'window', window }];
    if (options.listed === undefined) return;
    window.look(options.listed.jobs);
    this.cutUpIfLong(window);
  }

  get isDone(): boolean {
    return this.#pieces.every(({ kind }) => kind === 'done');
  }

  /** The times between which everything is read, from the latest on; undefined where nothing is. */
  get doneSpan(): { readonly from: Date; readonly to: Date } | undefined {
    const [first] = this.#pieces;
    if (first?.kind !== 'done') return undefined;
    return { from: new Date(first.span.from ?? this.#range.from), to: new Date(this.#range.to) };
  }

  /** The window to read a page of now: one that nobody reads, else one cut from a gap; undefined where there is neither. */
  next(isBeingRead: (window: SweepWindow) => boolean): SweepWindow | undefined {
    for (const piece of this.#pieces) {
      if (piece.kind === 'window' && !isBeingRead(piece.window)) return piece.window;
    }
    const gap = this.#pieces.find((piece) => piece.kind === 'gap');
    return gap === undefined ? undefined : this.#cutFrom(gap);
  }

  /** Tells that a window is read to its end. */
  finish(window: SweepWindow): void {
    const piece = this.#pieceOf(window);
    piece?.from?.profile.add(window.seen.bySlot, this.#within(window.span));
    this.#replace(piece, { kind: 'done', span: window.span });
    this.#pieces = this.#pieces.reduce<Piece[]>(joined, []);
  }

  /** Makes a gap of a window that nobody reads, where what is left of it is better read in several. */
  cutUpIfLong(window: SweepWindow): void {
    const { pages, hasUndated, jobs, earliest, latest } = window.seen;
    const { from, to } = this.#within(window.span);
    // A job without a creation date is in no window but the whole query.
    if (hasUndated || to - from < shortestCutMs * 2) return;
    // Whichever end the service begins with, this is how far it has come.
    const milliseconds = Math.max(shortestCutMs, Math.min(to - earliest, latest - from));
    const read =
      to - earliest < latest - from ? { from: to - milliseconds, to } : { from, to: from + milliseconds };
    const piece = this.#pieceOf(window);
    const profile = profileOf(window, read, piece?.from?.profile);
    const pagesLeft = (profile.expected(from, to) - jobs) / this.#pageSize;
    // Backups come in bursts, and the service may list in any order: there may be as many pages to come as there were.
    if (Math.max(pagesLeft, pages - 1) < pagesWorthCutting) return;
    const gap: Gap = { kind: 'gap', span: window.span, given: window.handedOn, profile, wasCut: false };
    this.#replace(piece, gap);
  }

  /** Whether there is a gap to cut windows from. */
  get hasGap(): boolean {
    return this.#pieces.some(({ kind }) => kind === 'gap');
  }

  /** Whatever was tried in vain may be tried again. */
  takeHeart(): void {
    for (const piece of this.#pieces) if (piece.kind === 'window') piece.window.takeHeart();
  }

  #cutFrom(gap: Gap): SweepWindow {
    const { from, to } = this.#within(gap.span);
    const share = (gap.profile.expected(from, to) / mostAtOnce) * largestShare;
    const start = gap.profile.startOf(Math.max(share, this.#pageSize * filledShare), from, to);
    // What was found too long to be one window is not made one again, whatever the profile says.
    const longest = gap.wasCut ? to - from : (to - from) / 2;
    const length = Math.max(
      shortestCutMs,
      Math.min(longest, Math.max(to - start, (to - from) / mostWindows)),
    );
    const cut = cutTime(to - length, length);
    const isLittleLeft = gap.profile.expected(from, cut) < this.#pageSize * (1 - filledShare);
    // A first cut is in the middle at the most; a later one may be before the start.
    const isLast = gap.wasCut && (isLittleLeft || cut - from < shortestCutMs);
    gap.wasCut = true;
    const window = new SweepWindow(
      isLast ? gap.span : { from: cut, to: gap.span.to },
      gap.given,
      this.#strays,
    );
    const place = this.#pieces.indexOf(gap);
    const rest: Piece[] = isLast ? [] : [gap];
    this.#pieces.splice(place, 1, { kind: 'window', window, from: gap }, ...rest);
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

/** A span that windows are still to be cut from, and what is known of how its jobs lie. */
interface Gap {
  readonly kind: 'gap';
  span: TimeSpan;
  readonly given: readonly ReadonlySet<string>[];
  readonly profile: DayProfile;
  wasCut: boolean;
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

/** On the half minute where it may be, for schedules start on the minute, and a cut amid many jobs lists them twice. */
function cutTime(time: number, length: number): number {
  if (length < 10 * minuteMs) return Math.floor(time / 1000) * 1000;
  return Math.floor(time / minuteMs - 0.5) * minuteMs + minuteMs / 2;
}

const minuteMs = 60_000;
const shortestCutMs = 2000;
/** How full a page should be that a window is read with, for not to need a second one. */
const filledShare = 0.85;
/** The largest window: a part of what each request would read if all of them at once read what is left. */
const largestShare = 0.75;
const pagesWorthCutting = 3;
/** Whatever was counted, no window is a smaller part of its gap: by what it tells the next are cut better. */
const mostWindows = 128 * mostAtOnce;
