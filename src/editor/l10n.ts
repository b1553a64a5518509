import { l10n } from 'vscode';

/**
 * Replaces `@vscode/l10n` in the bundles (esbuild.mjs): one set of translations, the editor's, serves all of
 * them.
 */
export const { t } = l10n;
