import * as l10n from '@vscode/l10n';
import { type KnownIssue, maxEntries } from './knownIssue.js';

/** The entries of a setting with more issues. Throws if it would have more than {@link maxEntries}. */
export function withAdded(stored: readonly unknown[], issues: readonly KnownIssue[]): readonly unknown[] {
  if (stored.length + issues.length > maxEntries)
    throw new Error(
      l10n.t('The setting {setting} has room for {count} entries: remove some first', {
        setting: 'backupJobs.knownIssues',
        count: maxEntries,
      }),
    );
  return [...stored, ...issues];
}
