import * as l10n from '@vscode/l10n';
import { type JobFailure, JobSourceError } from '../jobs/jobSource.js';
import { StoreError, type StoreFailure } from './store/storeFailure.js';

/** The failure of a history as the user sees it. */
export function historyFailure({ detail, kind, putAside }: StoreFailure): JobFailure {
  const texts = textsOf(kind, putAside);
  return {
    kind: kind === 'noEngine' ? 'configuration' : 'service',
    summary: texts.summary,
    detail: [texts.detail, detail].filter(Boolean).join(' '),
    // Another try cannot help.
    remedy: kind === 'noEngine' ? 'selectConnection' : 'retry',
  };
}

/** The error of a source for any error of a store. */
export function historyError(error: unknown): unknown {
  return error instanceof StoreError
    ? new JobSourceError(historyFailure(error.failure), { cause: error })
    : error;
}

function textsOf(
  kind: StoreFailure['kind'],
  putAside: string | undefined,
): { readonly summary: string; readonly detail: string } {
  switch (kind) {
    case 'busy':
      return {
        summary: l10n.t('Another window is using the history'),
        detail: l10n.t('Nothing is lost. Try again when it has finished.'),
      };
    case 'crashed':
      return {
        summary: l10n.t('The history stopped unexpectedly'),
        detail: l10n.t('What was stored is kept. Try again to open it.'),
      };
    case 'damaged':
      return {
        summary: l10n.t('The index of these files is damaged'),
        detail:
          putAside === undefined
            ? l10n.t('Nothing was deleted.')
            : l10n.t('It is kept as {file}. Try again to read the files again.', { file: putAside }),
      };
    case 'diskFull':
      return {
        summary: l10n.t('The disk is full'),
        detail: l10n.t('What was stored is kept. Free some space, then try again.'),
      };
    case 'noEngine':
      return {
        summary: l10n.t('This editor cannot open a history'),
        detail: l10n.t('Its Node.js lacks node:sqlite. Visual Studio Code 1.105 and later have it.'),
      };
    case 'notWritable':
      return {
        summary: l10n.t('The file of the history cannot be opened'),
        detail: l10n.t('Check that its folder exists and that you can write to it.'),
      };
    case 'readOnly':
      return {
        summary: l10n.t('A newer version of the extension keeps this history'),
        detail: l10n.t('It can be read. Update the extension to add to it.'),
      };
    case 'replaced':
      return {
        summary: l10n.t('The files were read again in another window'),
        detail: l10n.t('Refresh to see what they hold now.'),
      };
    case 'unknown':
      return { summary: l10n.t('The history cannot be read'), detail: '' };
  }
}
