import * as l10n from '@vscode/l10n';
import { JobSourceError } from '../jobs/jobSource.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';
import { AnsweringSource } from './answeringSource.js';
import { historyFacts } from './historyFacts.js';
import { historyError } from './historyFailure.js';
import { HistorySource } from './historySource.js';
import { HistoryStore } from './historyStore.js';
import { incompleteSpansOf } from './import/coveredByReports.js';
import type { ImportProgress, ImportResult } from './import/importFiles.js';
import { timesOfRegion } from './regionTimes.js';

/** Options of {@link openHistoryFiles}. */
export interface HistoryFilesOptions {
  /** Absolute paths of files and folders. */
  readonly paths: readonly string[];
  /** The file of the index. Its folder exists. */
  readonly indexFile: string;
  /** The bundle of `historyWorker.ts`. */
  readonly workerFile: string;
  /** The language of the facts. */
  readonly locale: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
  /** Called with what the files hold, once they have been read. */
  readonly onImported: (result: ImportResult) => void;
}

/**
 * Reads files and folders into an index, and opens their jobs as a connection, with a source for each region.
 * It makes no request and needs no credentials. Rejects with a JobSourceError, also if there are no jobs.
 */
export async function openHistoryFiles(options: HistoryFilesOptions): Promise<OpenedConnection> {
  const { indexFile, locale, onImported, onProgress, paths, signal, workerFile } = options;
  const open = async () => (await HistoryStore.open(workerFile, indexFile)).store;
  let store = open();
  try {
    const opened = await store;
    const result = await opened.run('importFiles', { paths }, { signal, onProgress });
    onImported(result);
    const extent = await opened.run('extent', {});
    if (extent.jobs === 0) throw noJobs(result);
    const spans = await opened.run('covered', {});
    return {
      regions: extent.regions.map((region) => {
        let own: Promise<HistoryStore> | undefined;
        // Asked again after the store has failed: the first region that does opens it for all.
        const openAgain = () => {
          if (own === store) store = open();
          own = store;
          return store;
        };
        const source = new HistorySource({ open: openAgain, region });
        return {
          region,
          source: new AnsweringSource(source, result.files),
          ...timesOfRegion(region, result.files, spans),
        };
      }),
      facts: historyFacts(paths, extent, spans, locale, incompleteSpansOf(result.files)),
      dispose: () => {
        store.then(
          (last) => last.dispose(),
          () => {},
        );
      },
    };
  } catch (error) {
    store.then(
      (last) => last.dispose(),
      () => {},
    );
    throw historyError(error);
  }
}

function noJobs({ files, unreadable }: ImportResult): JobSourceError {
  const [first] = unreadable;
  return new JobSourceError({
    kind: 'notFound',
    summary: l10n.t('No backup jobs were found'),
    detail:
      first !== undefined && files.length === 0
        ? l10n.t('The files cannot be read: {reason}', { reason: first.reason })
        : l10n.t(
            'None of these files is an export, a job report, an output of the AWS CLI or a list of events. Open others with “Open History…”.',
          ),
    remedy: 'selectConnection',
  });
}
