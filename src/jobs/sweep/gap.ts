import type { DayProfile } from './dayProfile.js';
import { maxConcurrency } from './requestLimit.js';
import type { BoundedSpan, TimeSpan } from './timeSpan.js';

/** A span that windows are still to be cut from, and what is known of how its jobs lie. */
export class Gap {
  readonly kind = 'gap';

  constructor(
    public span: TimeSpan,
    readonly profile: DayProfile,
    private wasCut = false,
  ) {}

  /** Where the next window of it starts, which goes to its end; undefined where that is all of it. `span` is its own, with both bounds. */
  cut({ from, to }: BoundedSpan, pageSize: number): number | undefined {
    const share = (this.profile.expected(from, to) / maxConcurrency) * largestShare;
    const start = this.profile.startOf(Math.max(share, pageSize * filledShare), from, to);
    // What was found too long to be one window is not made one again, whatever the profile says.
    const longest = this.wasCut ? to - from : (to - from) / 2;
    const length = Math.max(minCutMs, Math.min(longest, Math.max(to - start, (to - from) / maxWindows)));
    const cut = cutTime(to - length, length);
    const isLittleLeft = this.profile.expected(from, cut) < pageSize * (1 - filledShare);
    // A first cut is in the middle at the most; a later one may be before the start.
    const isLast = this.wasCut && (isLittleLeft || cut - from < minCutMs);
    this.wasCut = true;
    return isLast ? undefined : cut;
  }
}

/** On the half minute where it may be, for schedules start on the minute, and a cut amid many jobs lists them twice. */
function cutTime(time: number, length: number): number {
  if (length < 10 * minuteMs) return Math.floor(time / 1000) * 1000;
  return Math.floor(time / minuteMs - 0.5) * minuteMs + minuteMs / 2;
}

/** Milliseconds. Shorter windows would list the seconds of their neighbours more often than their own. */
export const minCutMs = 10_000;

const minuteMs = 60_000;
/** How full a page should be that a window is read with, for not to need a second one. */
const filledShare = 0.85;
/** The largest window: a part of what each request would read if all of them at once read what is left. */
const largestShare = 0.75;
/** Whatever was counted, no window is a smaller part of its gap: by what it tells the next are cut better. */
const maxWindows = 128 * maxConcurrency;
