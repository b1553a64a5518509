import type { DayProfile } from './dayProfile.js';
import { maxConcurrency } from './requestLimit.js';
import type { BoundedSpan, TimeSpan } from './timeSpan.js';

/** A span that has not yet been cut into windows, with the expected density of its jobs. */
export class Gap {
  readonly kind = 'gap';

  constructor(
    public span: TimeSpan,
    readonly profile: DayProfile,
    private wasCut = false,
  ) {}

  /**
   * The start of the gap's next window, which ends at the end of the gap. Undefined if the window is the
   * whole gap. The arguments are the bounds of the gap's span, also if it has none itself.
   */
  cut({ from, to }: BoundedSpan, pageSize: number): number | undefined {
    const share = (this.profile.expected(from, to) / maxConcurrency) * largestShare;
    const start = this.profile.startOf(Math.max(share, pageSize * filledShare), from, to);
    // A span that was too long for one window must not become one window again, whatever the profile says.
    const maxLength = this.wasCut ? to - from : (to - from) / 2;
    const length = Math.max(minCutMs, Math.min(maxLength, Math.max(to - start, (to - from) / maxWindows)));
    const cut = cutTime(to - length, length);
    const isRestSmall = this.profile.expected(from, cut) < pageSize * (1 - filledShare);
    // The first cut is in the later half of the gap. Any further cut may be before the start of the gap.
    const isLast = this.wasCut && (isRestSmall || cut - from < minCutMs);
    this.wasCut = true;
    return isLast ? undefined : cut;
  }
}

/**
 * Moves a cut to a half minute if the window is long: schedules start on the minute, and jobs near a cut are
 * listed twice.
 */
function cutTime(time: number, length: number): number {
  if (length < 10 * minuteMs) return Math.floor(time / 1000) * 1000;
  return Math.floor(time / minuteMs - 0.5) * minuteMs + minuteMs / 2;
}

/** In milliseconds. A shorter window would list more jobs of adjacent windows than its own. */
export const minCutMs = 10_000;

const minuteMs = 60_000;
/** The intended share of a page that a window fills. Less than 1, so that few windows need a second page. */
const filledShare = 0.85;
/** The largest window, as a share of the jobs for each request if all concurrent requests read the rest. */
const largestShare = 0.75;
/** Limits the number of windows of a gap. The jobs of each one improve the expectation for the next. */
const maxWindows = 128 * maxConcurrency;
