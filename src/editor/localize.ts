import * as vscode from 'vscode';
import type { Translate } from '../jobs/translate.js';

/** The editor's own translations, for the modules that know no editor. */
export const localize: Translate = (message, values = {}) => vscode.l10n.t(message, values);
