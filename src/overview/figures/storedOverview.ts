import { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobsSubject } from '../../jobs/jobsSubject.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { isOfHistory } from '../../jobs/lastKnown.js';
import type { JobAnalysis, StoredJobs } from '../../jobs/storedJobs.js';
import { analyzeStored } from '../../jobs/storedSubject.js';
import { withReplaced } from '../../jobs/withReplaced.js';
import { type FiguresOptions, type OverviewFigures, overviewFigures } from './overviewFigures.js';

/** What stored jobs are counted by. */
export interface StoredOverviewOptions extends FiguresOptions {
  /** The known issues that count now. */
  readonly issues: readonly KnownIssue[];
}

/** The figures of stored jobs, and the issues that they name. */
interface StoredOverview {
  readonly figures: OverviewFigures;
  readonly issues: readonly KnownIssue[];
}

/** The figures of the overview over stored jobs. */
export const storedOverview: JobAnalysis<StoredOverviewOptions, StoredOverview> = { name: 'overview' };

/** Counts stored jobs, in the thread that has them. */
export async function countStoredOverview(
  byRegion: ReadonlyMap<string, Iterable<BackupJob>>,
  { issues, ...options }: StoredOverviewOptions,
  signal: AbortSignal,
): Promise<StoredOverview> {
  const accepted = new AcceptedIssues(issues);
  return { figures: await overviewFigures(byRegion, { ...options, accepted }, { signal }), issues };
}

/** The figures of the stored jobs of a subject, see {@link StoredJobs.analyze}. */
export async function storedFigures(
  stored: StoredJobs,
  subject: JobsSubject,
  options: StoredOverviewOptions,
  signal: AbortSignal,
): Promise<OverviewFigures> {
  const counted = await analyzeStored(stored, subject, storedOverview, options, signal);
  return withOwnIssues(counted, options.issues);
}

/** The figures, which name the issues of this thread instead of their copies. Jobs are not copied. */
function withOwnIssues(
  { figures, issues: copies }: StoredOverview,
  issues: readonly KnownIssue[],
): OverviewFigures {
  const own = new Map<object, KnownIssue>();
  for (const [place, copy] of copies.entries()) {
    const issue = issues[place];
    if (issue !== undefined) own.set(copy, issue);
  }
  return own.size === 0
    ? figures
    : withReplaced(figures, (object) => own.get(object) ?? (isOfHistory(object) ? object : undefined));
}
