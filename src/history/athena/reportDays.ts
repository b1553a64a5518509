import type { JobQuery } from '../../jobs/jobQuery.js';

/** The days of the reports to read, in epoch milliseconds; an absent end is open. */
export interface ReportDays {
  readonly from?: number;
  readonly to?: number;
}

/**
 * The days of the reports that can have the jobs of a query. A job is in the report of the day on which it
 * ends, and in those of all days before, from its creation on. Of a job that takes longer than
 * {@link longestJobDays}, a query with an end may see only an earlier report: it is then a job that was last
 * known to be running, and not one that is missing.
 */
export function reportDaysOf({
  completeAfter,
  completeBefore,
  createdAfter,
  createdBefore,
}: JobQuery): ReportDays {
  const froms = times(createdAfter, completeAfter).map((time) => time - slackMs);
  const tos = [
    ...times(createdBefore).map((time) => time + longestJobDays * dayMs + slackMs),
    ...times(completeBefore).map((time) => time + slackMs),
  ];
  return {
    ...(froms.length > 0 && { from: Math.max(...froms) }),
    ...(tos.length > 0 && { to: Math.min(...tos) }),
  };
}

function times(...dates: readonly (Date | undefined)[]): readonly number[] {
  return dates.flatMap((date) => (date === undefined || Number.isNaN(date.getTime()) ? [] : date.getTime()));
}

const dayMs = 24 * 60 * 60 * 1000;
/** The longest time from the creation of a job to its end for which the last report is certainly read. */
const longestJobDays = 31;
/** A report is made after its day has ended, and its path may be that of either day. */
const slackMs = 2 * dayMs;
