import { l10n } from 'vscode';

/**
 * Replaces `@vscode/l10n` in the bundles (esbuild.mjs), so that all of them use the editor's translations.
 */
export const { t } = l10n;
