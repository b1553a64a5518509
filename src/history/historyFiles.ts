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
import { unreadFilesIn } from './importTexts.js';
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
  /** Called after each reading of the files, with what they hold; with undefined if it has failed. */
  readonly onImported: (result: ImportResult | undefined) => void;
}

/**
 * Reads files and folders into an index, and opens their jobs as a connection, with a source for each region.
 * It makes no request and needs no credentials. Rejects with a JobSourceError, also if there are no jobs.
 */
export async function openHistoryFiles(options: HistoryFilesOptions): Promise<OpenedConnection> {
  const { indexFile, locale, onImported, onProgress, paths, signal, workerFile } = options;
  const disposed = new AbortController();
  const importSignal = AbortSignal.any([signal, disposed.signal]);
  // An index that is new, or that another window has cleared, does not have the jobs of the files.
  const open = async (): Promise<OpenedFiles> => {
    let result: ImportResult | undefined;
    const { store } = await HistoryStore.open(workerFile, indexFile);
    try {
      result = await store.run('importFiles', { paths }, { signal: importSignal, onProgress });
      return { store, result };
    } catch (error) {
      await store.dispose();
      throw error;
    } finally {
      onImported(result);
    }
  };
  let opening = open();
  try {
    const { result, store } = await opening;
    const extent = await store.run('extent', {});
    if (extent.jobs === 0) throw noJobs(result);
    const spans = await store.run('covered', {});
    // Of files that were not read, not even the accounts and regions are known.
    const isAll =
      !result.isCut &&
      result.unreadable.length === 0 &&
      result.files.every(({ isWhole, kinds }) => isWhole || kinds.length > 0);
    return {
      regions: extent.regions.map((region) => {
        let own: typeof opening | undefined;
        // Asked again after the store has failed: the first region that does opens it for all.
        const openAgain = async () => {
          if (own === opening) {
            disposeOf(opening);
            opening = open();
          }
          own = opening;
          return (await own).store;
        };
        const source = new HistorySource({ open: openAgain, region });
        return {
          region,
          source: new AnsweringSource(source, result.files),
          ...timesOfRegion(region, result.files, spans),
          ...(!isAll && { listed: [] }),
        };
      }),
      facts: historyFacts(
        paths,
        { ...extent, unreadFiles: unreadFilesIn(result) },
        spans,
        locale,
        incompleteSpansOf(result.files),
      ),
      dispose: () => {
        disposed.abort();
        disposeOf(opening);
      },
    };
  } catch (error) {
    disposeOf(opening);
    throw historyError(error);
  }
}

interface OpenedFiles {
  readonly store: HistoryStore;
  readonly result: ImportResult;
}

function disposeOf(opening: Promise<OpenedFiles>): void {
  opening.then(
    ({ store }) => store.dispose(),
    () => {},
  );
}

function noJobs({ files, unreadable }: ImportResult): JobSourceError {
  const reason = unreadable[0]?.reason ?? files.find(({ problem }) => problem !== undefined)?.problem;
  if (files.some(({ unreadRows }) => unreadRows > 0))
    return new JobSourceError({
      kind: 'notFound',
      summary: l10n.t('No line of these files can be read'),
      detail: l10n.t('The files may be damaged or cut. The log lists the lines.'),
      remedy: 'showLog',
    });
  return new JobSourceError({
    kind: 'notFound',
    summary: l10n.t('No backup jobs were found'),
    detail:
      reason !== undefined
        ? l10n.t('The files cannot be read: {reason}', { reason })
        : l10n.t(
            'None of these files is an export, a job report, an output of the AWS CLI or a list of events. Open others with “Open History…”.',
          ),
    remedy: 'selectConnection',
  });
}
