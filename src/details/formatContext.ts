import type { AcceptedIssues } from '../jobs/acceptedIssues.js';

/** What texts are formatted for. */
export interface FormatContext {
  readonly now: Date;
  /** A BCP 47 language tag. */
  readonly locale: string;
  /** The paths of the fields that are shown in full, however long they are. */
  readonly fullTextPaths?: ReadonlySet<string>;
  /** The known issues that count; without them, nothing is accepted. */
  readonly accepted?: AcceptedIssues;
}
