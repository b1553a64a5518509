import * as l10n from '@vscode/l10n';
import { type JobFailure, JobSourceError } from '../../jobs/jobSource.js';
import { historyFailure } from '../historyFailure.js';
import { StoreError, type StoreFailure } from '../store/storeFailure.js';

/** The error of an archive as the user sees it. {@link storeFailureIn} finds the failure of its store. */
export function archiveError(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  return new JobSourceError(archiveFailure(error.failure), { cause: error });
}

/** The failure of a store that is the reason of an error; undefined if there is none. */
export function storeFailureIn(error: unknown): StoreFailure | undefined {
  const cause = error instanceof Error && error.cause instanceof StoreError ? error.cause : error;
  return cause instanceof StoreError ? cause.failure : undefined;
}

function archiveFailure(failure: StoreFailure): JobFailure {
  const common = historyFailure(failure);
  const own = ownTexts(failure);
  return own === undefined ? common : { ...common, ...own };
}

/** The texts that differ from those of a history of files; undefined if none do. */
function ownTexts({ detail, kind, putAside }: StoreFailure): Partial<JobFailure> | undefined {
  switch (kind) {
    case 'damaged':
      return {
        summary: l10n.t('Job history is damaged'),
        detail:
          putAside === undefined
            ? l10n.t('Nothing was deleted.')
            : l10n.t('It is kept as {file}. Try again to begin a new one.', { file: putAside }),
      };
    case 'noEngine':
      return {
        summary: l10n.t('This editor cannot keep a job history'),
        detail: l10n.t('Its Node.js lacks node:sqlite. Visual Studio Code 1.105 and later have it.'),
        remedy: 'retry',
      };
    case 'notWritable':
      return {
        summary: l10n.t('Job history cannot be opened'),
        detail: [
          l10n.t('Check the folder in the setting backupJobs.historyFolder, or leave it empty.'),
          detail,
        ]
          .filter(Boolean)
          .join(' '),
      };
    case 'replaced':
      return {
        summary: l10n.t('The job history was deleted in another window'),
        detail: l10n.t('Jobs that are read from now on are kept again.'),
      };
    case 'busy':
    case 'crashed':
    case 'diskFull':
    case 'readOnly':
    case 'unknown':
      return undefined;
  }
}
