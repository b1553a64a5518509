import { l10n } from 'vscode';

/**
 * What `@vscode/l10n` is in the bundles (esbuild.mjs): the editor's texts, and no bundle of translations of
 * its own.
 */
export const { t } = l10n;
