import * as l10n from '@vscode/l10n';

/** What a panel says if its jobs do not name the message category; see `Coverage`. */
export function issuesUnknownText(): string {
  return l10n.t('Which jobs completed with issues is not known: not all files name the message category.');
}
