import * as l10n from '@vscode/l10n';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { visibleLine } from '../jobs/visibleText.js';

/** What a row says of a known issue: `known: the reason`. Its tooltip has the end date, too. */
export function acceptedFact({ reason }: KnownIssue): string {
  return l10n.t('known: {reason}', { reason: visibleLine(reason, 60) });
}
