import * as l10n from '@vscode/l10n';
import type { Log } from './log.js';
import { showWarning } from './notify.js';

/** Shows a warning, with a button that opens the log. Resolves when the user has closed it. */
export async function warnWithLog(text: string, log: Pick<Log, 'show'>): Promise<void> {
  const showLog = l10n.t('Show Log');
  if ((await showWarning(text, showLog)) === showLog) log.show();
}
