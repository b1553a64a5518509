/** A time without a good backup. Times are epoch milliseconds. */
export interface BackupGap {
  readonly ms: number;
  /** The creation of the good backup before; if there is none, that of the first job. */
  readonly from: number;
  /** The creation of the good backup after; undefined if there is none yet. */
  readonly to: number | undefined;
  /** Whether it is at least as long: no good backup before is known. */
  readonly isAtLeast: boolean;
}

/**
 * The longest time between two good backups of a resource, until now. What was before its first job is not
 * known: neither a gap nor none. Undefined if the resource has no job with a date.
 *
 * @param good when its good backups were created, in any order
 * @param first when its first job was created that has ended, good or not; infinite if there is none
 */
export function longestGap(good: readonly number[], first: number, until: number): BackupGap | undefined {
  // Sorted as numbers, without a call for each pair.
  const times = Float64Array.from(good).sort();
  const start = Math.min(first, times[0] ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(start) || start > until) return undefined;
  // The place of the good backup before the longest gap; -1 if there is none. Without an object for each gap.
  let before = -1;
  let longest = Math.max(0, (times[0] ?? until) - start);
  for (let place = 0; place < times.length; place++) {
    const ms = Math.max(0, (times[place + 1] ?? until) - (times[place] ?? until));
    if (ms < longest) continue;
    longest = ms;
    before = place;
  }
  const isAtLeast = before === -1 && start !== times[0];
  return { ms: longest, from: times[before] ?? start, to: times[before + 1], isAtLeast };
}
