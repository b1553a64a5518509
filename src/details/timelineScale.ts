/** Places times on a line, from 0 to 1. */
export interface TimelineScale {
  /** The position of one of the times that the scale was made for. */
  readonly positionOf: (time: Date) => number;
  /** Where the line is broken: what is beyond is not to scale. */
  readonly breaks: readonly number[];
  /** Whether a time is beyond a break. */
  readonly isBeyond: (time: Date) => boolean;
}

/**
 * A scale that shows a period large. A time that is further away from the period than the period is long is
 * placed beyond a break, in the order of the times: a run of some minutes in a start window of eight hours
 * would be a dot otherwise.
 *
 * @param period start and end, in milliseconds since the epoch; undefined shows all times to scale
 */
export function timelineScale(
  times: readonly Date[],
  period: { readonly start: number; readonly end: number } | undefined,
): TimelineScale {
  const all = [...new Set(times.map((time) => time.getTime()))].sort((one, other) => one - other);
  const length = period === undefined ? 0 : period.end - period.start;
  const isBefore = (time: number) => period !== undefined && length > 0 && time < period.start - length;
  const isAfter = (time: number) => period !== undefined && length > 0 && time > period.end + length;
  const before = all.filter(isBefore);
  const after = all.filter(isAfter);
  const within = all.filter((time) => !isBefore(time) && !isAfter(time));
  const [first = 0] = within;
  const duration = (within.at(-1) ?? first) - first;
  const from = before.length * stepBeyond;
  const to = 1 - after.length * stepBeyond;
  const placeOf = (time: number) => {
    if (isBefore(time)) return before.indexOf(time) * stepBeyond;
    if (isAfter(time)) return 1 - (after.length - 1 - after.indexOf(time)) * stepBeyond;
    return from + (duration === 0 ? 0 : (time - first) / duration) * (to - from);
  };
  return {
    positionOf: (time) => placeOf(time.getTime()),
    breaks: [
      ...(before.length > 0 ? [from - stepBeyond / 2] : []),
      ...(after.length > 0 ? [to + stepBeyond / 2] : []),
    ],
    isBeyond: (time) => isBefore(time.getTime()) || isAfter(time.getTime()),
  };
}

/** The distance between two times beyond a break: room for an icon and the break at 400 pixels. */
const stepBeyond = 0.12;
