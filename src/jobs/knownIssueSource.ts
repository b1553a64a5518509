import type { AcceptedIssues } from './acceptedIssues.js';
import type { KnownIssueEntry } from './knownIssue.js';

/** The known issues of the settings. */
export interface KnownIssueSource {
  /** The issues that count now. The same object until others do. */
  readonly accepted: AcceptedIssues;
  /** All entries, including past and invalid ones. Those that count have the same issues as `accepted`. */
  readonly entries: readonly KnownIssueEntry[];
}
