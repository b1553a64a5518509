import type { DayProfile } from './dayProfile.js';
import { maxConcurrency } from './requestLimit.js';
import type { BoundedSpan, TimeSpan } from './timeSpan.js';

/** A span that is not cut into windows yet, and what is known of the density of its jobs. */
export class Gap {
  readonly kind = 'gap';

  constructor(
    public span: TimeSpan,
    readonly profile: DayProfile,
    private wasCut = false,
  ) {}

  /**
   * Where its next window starts, which ends where the span ends; undefined if it is the whole span. `span`
   * is the gap's own, with both bounds.
   */
  cut({ from, to }: BoundedSpan, pageSize: number): number | undefined {
    const share = (this.profile.expected(from, to) / maxConcurrency) * largestShare;
    const start = this.profile.startOf(Math.max(share, pageSize * filledShare), from, to);
    // A span that was too long for one window must not become one window again, whatever the profile says.
    const longest = this.wasCut ? to - from : (to - from) / 2;
    const length = Math.max(minCutMs, Math.min(longest, Math.max(to - start, (to - from) / maxWindows)));
    const cut = cutTime(to - length, length);
    const isLittleLeft = this.profile.expected(from, cut) < pageSize * (1 - filledShare);
    // A first cut is at the middle or later; a later cut may be before the start.
    const isLast = this.wasCut && (isLittleLeft || cut - from < minCutMs);
    this.wasCut = true;
    return isLast ? undefined : cut;
  }
}

/**
 * The cut is on the half minute if possible: schedules start on the minute, and a cut among many jobs lists
 * them twice.
 */
function cutTime(time: number, length: number): number {
  if (length < 10 * minuteMs) return Math.floor(time / 1000) * 1000;
  return Math.floor(time / minuteMs - 0.5) * minuteMs + minuteMs / 2;
}

/** In milliseconds. Shorter windows would list the seconds of their neighbours more often than their own. */
export const minCutMs = 10_000;

const minuteMs = 60_000;
/** How full a page of a window should be, so that no second page is needed. */
const filledShare = 0.85;
/** The largest window, as a share of what each request would read if all requests together read the rest. */
const largestShare = 0.75;
/** Limits how small a part of its gap a window can be: its jobs show how to cut the next windows better. */
const maxWindows = 128 * maxConcurrency;
