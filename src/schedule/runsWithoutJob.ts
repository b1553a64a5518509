import { countUpTo } from './countUpTo.js';
import { proofMs, type RuleSchedule, type TimeRange, tolerance } from './ruleSchedule.js';
import type { VersionPart } from './versionParts.js';

/** What is known beside the jobs of a series. Times are epoch milliseconds. */
export interface KnownTimes {
  /** When jobs of the resource were created that may belong to the series; NaN if unknown. */
  readonly strays: readonly number[];
  /** The times of creation of which all jobs are known, in order and without overlaps. */
  readonly known: readonly TimeRange[];
  /** When the jobs were read. */
  readonly readAt: number;
}

/** The runs between the first and the last job of a part that certainly made no job. */
export function runsWithoutJob(part: VersionPart, known: KnownTimes): readonly number[] {
  const { made, schedule } = part;
  const [first, last] = [made[0], made.at(-1)];
  if (typeof schedule === 'string' || first === undefined || last === undefined) return none;
  // Nearly always.
  if (last - first === made.length - 1) return none;
  const isKnown = knownBetweenRuns(part, known);
  const places: number[] = [];
  for (let at = 1; at < made.length; at++) {
    const next = made[at] ?? 0;
    const before = made[at - 1] ?? next;
    if (next - before < 2 || !isKnown(before, next)) continue;
    for (let place = before + 1; place < next; place++) places.push(place);
  }
  return provenTimes(places, part, schedule, schedule.startWindow, known);
}

/** The runs after the last job of a part that certainly made no job. */
export function runsAfter(part: VersionPart, known: KnownTimes): readonly number[] {
  const { made, schedule } = part;
  const last = made.at(-1);
  if (typeof schedule === 'string' || last === undefined) return none;
  const places: number[] = [];
  for (let place = last + 1; place < schedule.runs.length; place++) places.push(place);
  return provenTimes(places, part, schedule, schedule.longestWindow, known);
}

/** Whether all jobs that were created between two times are known. */
export function isKnownBetween(from: number, to: number, { known }: KnownTimes): boolean {
  for (const range of known) if (range.from <= from && range.to >= to) return true;
  return false;
}

/** Whether all jobs between those of two runs are known; for the places of runs that made some. */
function knownBetweenRuns(
  { from, jobs: { places, times }, to }: VersionPart,
  known: KnownTimes,
): (place: number, next: number) => boolean {
  if (isKnownBetween(times[from] ?? Number.NaN, times[to - 1] ?? Number.NaN, known)) return () => true;
  const firstJobs = new Map<number, number>();
  const lastJobs = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const [place = -1, time = Number.NaN] = [places[at], times[at]];
    if (!firstJobs.has(place)) firstJobs.set(place, time);
    lastJobs.set(place, time);
  }
  return (place, next) =>
    isKnownBetween(lastJobs.get(place) ?? Number.NaN, firstJobs.get(next) ?? Number.NaN, known);
}

/** The times of those runs without a job that certainly made none. */
function provenTimes(
  places: readonly number[],
  part: VersionPart,
  { interval, runs }: RuleSchedule,
  startWindow: number | undefined,
  known: KnownTimes,
): readonly number[] {
  if (places.length === 0) return none;
  const { readAt, strays } = known;
  const latest = readAt - proofMs(startWindow);
  return places.flatMap((place) => {
    const run = runs[place];
    if (run === undefined || !run.isCertain || run.time > latest) return [];
    const end = Math.min(run.time + interval, readAt);
    return isKnownBetween(run.time, end, known) && !mayHaveJob(place, part, strays) ? [run.time] : [];
  });
}

/**
 * Whether a job may belong to a run, although the time of its creation says otherwise: a job may be created
 * early or late. Then there are more jobs up to the run after the next than runs that explain them.
 */
function mayHaveJob(
  place: number,
  { from: start, jobs: { byStartBy, places, times }, made, schedule, to: end }: VersionPart,
  strays: readonly number[],
): boolean {
  if (typeof schedule === 'string') return true;
  const { interval, runs } = schedule;
  // By searching: a history has thousands of jobs in a series.
  const next = made[countUpTo(place, made.length, (at) => made[at] ?? Number.NaN)];
  const from = (runs[place]?.time ?? 0) - tolerance(interval);
  const to = (next === undefined ? undefined : runs[next + 1]?.time) ?? Number.POSITIVE_INFINITY;
  const countBefore = (time: number) =>
    // Times are whole milliseconds.
    countUpTo(time - 1, end - start, (at) => times[start + at] ?? Number.NaN);
  let loose = strays.filter((time) => time >= from && time < to).length;
  const explained = new Set<number>();
  for (let at = start + countBefore(from); at < start + countBefore(to); at++) {
    if (byStartBy[at] === 1) continue;
    loose++;
    const own = places[at] ?? -1;
    if (own > place) explained.add(own);
  }
  return loose > explained.size;
}

const none: readonly number[] = [];
