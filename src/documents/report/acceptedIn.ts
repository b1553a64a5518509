import { type AcceptedIssues, acceptedIssues } from '../../jobs/acceptedIssues.js';
import type { KnownIssueEntry } from '../../jobs/knownIssue.js';
import type { ReportContent } from './reportContent.js';

/** The known issues that count in a report. */
export function acceptedIn({ knownIssues = none }: Pick<ReportContent, 'knownIssues'>): AcceptedIssues {
  const known = cache.get(knownIssues);
  if (known !== undefined) return known;
  const accepted = acceptedIssues(knownIssues);
  cache.set(knownIssues, accepted);
  return accepted;
}

const none: readonly KnownIssueEntry[] = [];
/** The messages of a report are compared with the patterns once. */
const cache = new WeakMap<readonly KnownIssueEntry[], AcceptedIssues>();
