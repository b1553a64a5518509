import type { KnownIssueSource } from '../jobs/knownIssueSource.js';
import type { SubjectDependencies } from '../jobs/subjectModel.js';

/** What the overview needs from the rest of the extension. */
export interface OverviewDependencies extends SubjectDependencies {
  /** The maximum age of a good backup, in hours; `auto` if it follows from the schedule of each resource. */
  lastGoodHours(): number | 'auto';
  readonly knownIssues: KnownIssueSource;
}
