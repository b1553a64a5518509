import * as l10n from '@vscode/l10n';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { endText } from '../jobs/knownIssueText.js';
import { code, fill, plain, type RichText } from '../jobs/richText.js';

/** The end date of a known issue, and its reason, which is code: anybody may have written it. */
export function knownIssueLine(issue: KnownIssue, locale: string): RichText {
  return fill(l10n.t('Known issue until {date}: {reason}'), {
    date: plain(endText(issue, locale)),
    reason: code(issue.reason),
  });
}
