import { type Coverage, coverageOf, type ProvenTimes } from './coverage.js';
import { includesAllJobs, includesWholeResources, type JobSelection } from './jobSelection.js';
import type { JobsSubject, SubjectSession } from './jobsSubject.js';
import type { ListedTime } from './listedPeriod.js';
import { isOldRead, serviceTime } from './oldRead.js';
import type { SubjectReadResult } from './readSubject.js';
import { inBoth } from './timeSpans.js';

/** What the figures are based on. */
export interface FiguresBasis {
  /** All jobs were read at this time or later. */
  readonly asOf: Date;
  /** The end of the counted time. */
  readonly until: Date;
  readonly coverage: Coverage;
  /** Whether some regions were read later than `asOf`, by a minute or more. */
  readonly isOldestRead: boolean;
}

/**
 * The basis of figures that are counted at `now`. If the jobs are old and could not be refreshed, the figures
 * end when they were loaded. If that is true of some regions only, the figures end now and are incomplete.
 */
export function figuresBasis(
  { selection, sessions }: JobsSubject,
  readResult: SubjectReadResult,
  now: Date,
): FiguresBasis {
  if (sessions.some(({ history }) => history !== undefined))
    return historyBasis({ selection, sessions }, readResult, now);
  const times = sessions.map(({ pool }) => (pool.readAt?.date ?? now).getTime());
  const asOf = new Date(Math.min(...times));
  const isOldestRead = Math.max(...times) - asOf.getTime() >= minuteMs;
  const [readAt] = sessions.flatMap(({ pool }) => pool.readAt ?? []);
  const outdated = sessions.filter(
    ({ pool, region }) =>
      isOldRead(pool.readAt) && readResult.failures.some((failed) => failed.region === region),
  );
  if (outdated.length === sessions.length) {
    const coverage = coverageOf(selection, readResult, false);
    return { asOf, until: asOf, coverage, isOldestRead };
  }
  const read = outdated.length === 0 ? readResult : { isComplete: false, readSince: undefined };
  return { asOf, until: serviceTime(now, readAt), coverage: coverageOf(selection, read), isOldestRead };
}

/**
 * The figures of a history end where it ends. Only what was created since the last gap in any region is
 * complete, and nothing is if the regions end at different times, or if it is not known which jobs match.
 */
function historyBasis(
  { selection, sessions }: Pick<JobsSubject, 'selection' | 'sessions'>,
  readResult: SubjectReadResult,
  now: Date,
): FiguresBasis {
  const ends = sessions.map(({ history }) => Math.min(history?.last ?? Number.NaN, now.getTime()));
  const known = ends.filter((end) => !Number.isNaN(end));
  const end = known.length === 0 ? now : latestOf(known);
  const endsTogether = ends.every((one) => end.getTime() - one < minuteMs);
  const starts = sessions.map((session) => startOfLastSpan(session));
  if (!readResult.isComplete) starts.push(readResult.readSince?.getTime() ?? Number.NaN);
  const isUnanswered = sessions.some(({ pool }) => pool.list(selection).unanswered !== undefined);
  const readSince = !endsTogether || isUnanswered || starts.some(Number.isNaN) ? undefined : latestOf(starts);
  const isReadToEnd = readResult.isComplete && !isUnanswered;
  const coverage: Coverage = {
    ...coverageOf(selection, { isComplete: false, readSince }, false),
    isReadToEnd,
    hasReadBetween: (from, to) =>
      isReadToEnd &&
      sessions.every((session) => isListed(session, from.getTime(), Math.min(to.getTime(), +end))),
    namesIssues: sessions.every(({ pool }) => pool.list(jobsWithIssues).unanswered === undefined),
    isHistory: true,
    provenTimes: isReadToEnd ? provenTimesOf(sessions, end.getTime(), selection) : undefined,
  };
  return { asOf: end, until: end, coverage, isOldestRead: false };
}

/**
 * Undefined if no time of any session is known, or if the selection excludes jobs of a resource by anything
 * but their creation. With a range of creation, only times within it are known. A session that ends before
 * the others is known until then, and one that ends a moment earlier ends with them: reports are not made at
 * the same second.
 */
function provenTimesOf(
  sessions: readonly SubjectSession[],
  end: number,
  selection: JobSelection,
): readonly ProvenTimes[] | undefined {
  const included = createdIn(selection);
  if (included === undefined || sessions.every(({ listed = [] }) => listed.length === 0)) return undefined;
  const isFiltered = !includesAllJobs(selection);
  return sessions.map(({ history, listed = [] }) => {
    const own = history?.last ?? end;
    return {
      known: inBoth(listed, [included]),
      end: Math.min(Math.abs(end - own) < minuteMs ? Math.min(own, end) : end, included.to),
      ...(isFiltered && { isFiltered }),
      ...(history?.accounts && { accounts: history.accounts }),
    };
  });
}

/** The times of creation of a selection that has all jobs of its resources in them; undefined for another. */
function createdIn({ parts }: JobSelection): ListedTime | undefined {
  const [first] = parts;
  const whole = parts.map(({ clientFilters, query: { createdAfter, createdBefore, ...query } }) => {
    return { clientFilters, query };
  });
  if (first === undefined || !includesWholeResources({ parts: whole })) return undefined;
  // The same in every part: a filter has one range.
  const { createdAfter, createdBefore } = first.query;
  return {
    from: createdAfter?.getTime() ?? Number.NEGATIVE_INFINITY,
    to: createdBefore?.getTime() ?? Number.POSITIVE_INFINITY,
  };
}

const jobsWithIssues: JobSelection = { parts: [{ query: {}, clientFilters: [{ keeps: 'withIssues' }] }] };

/** Whether all jobs of a region that were created between two times, in epoch milliseconds, are known. */
function isListed({ listed = [] }: SubjectSession, from: number, to: number): boolean {
  return listed.some((time) => time.from <= from && to <= time.to);
}

/** When the last time without a gap begins, in epoch milliseconds; NaN if it ends before the history does. */
function startOfLastSpan({ history, listed }: SubjectSession): number {
  const span = listed?.at(-1);
  if (span === undefined || history?.last === undefined || span.to < history.last) return Number.NaN;
  return span.from;
}

function latestOf(times: readonly number[]): Date {
  return new Date(Math.max(...times));
}

const minuteMs = 60_000;
