import { isDeepStrictEqual } from 'node:util';
import * as l10n from '@vscode/l10n';
import { aborted, JobSourceError, type Remedy } from '../jobs/jobSource.js';
import type { OpenedConnection, OpenedRegion } from '../jobs/openedConnection.js';
import type { StoredJobs } from '../jobs/storedJobs.js';
import { visibleLine } from '../jobs/visibleText.js';
import { AnsweringSource, type StatedFields } from './answeringSource.js';
import { historyFacts } from './historyFacts.js';
import { historyError } from './historyFailure.js';
import { HistorySource } from './historySource.js';
import { HistoryStore } from './historyStore.js';
import type { ImportProgress, ImportResult } from './import/importFiles.js';
import { unreadFilesIn } from './importTexts.js';
import { timesOfRegion } from './regionTimes.js';
import type { CoveredSpan } from './store/historyTypes.js';

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
  /** Aborts when the connection is no longer wanted. */
  readonly signal: AbortSignal;
  /** Called before each reading of the files. */
  readonly onImport: () => ImportListener;
  /** The files were read again, and the connection has to be opened again to show what they hold now. */
  readonly onOtherFiles: () => void;
}

/** What follows a reading of the files. */
export interface ImportListener {
  /** Cancels this reading. */
  readonly signal: AbortSignal;
  onProgress(progress: ImportProgress): void;
  /** Called at the end, with what the files hold; with undefined if the reading has failed. */
  onEnd(result: ImportResult | undefined): void;
}

/**
 * Reads files and folders into an index, and opens their jobs as a connection, with a source for each region.
 * It makes no request and needs no credentials. Rejects with a JobSourceError, also if there are no jobs.
 */
export async function openHistoryFiles(options: HistoryFilesOptions): Promise<OpenedConnection> {
  const { locale, paths, signal } = options;
  const disposed = new AbortController();
  const wanted = AbortSignal.any([signal, disposed.signal]);
  let opening = openStore(options, wanted);
  try {
    const { result, store } = await opening;
    const extent = await store.run('extent', {});
    if (extent.jobs === 0) throw noJobs(result);
    const spans = await store.run('covered', {});
    const openAgain = async (): Promise<OpenedStore> => {
      const again = await openStore(options, wanted);
      if (!isDeepStrictEqual(again.result, result)) options.onOtherFiles();
      return again;
    };
    const sources = extent.regions.map((region) => {
      let own: typeof opening | undefined;
      // Called again after the store has failed: the first region that does opens it for all.
      const open = async () => {
        if (own === opening) {
          disposeOf(opening);
          opening = openAgain();
        }
        own = opening;
        return (await own).store;
      };
      return { region, source: new HistorySource({ open, region }) };
    });
    const [first] = sources;
    const stored: StoredJobs | undefined = first && {
      count: extent.jobs,
      analyze: (...parameters) => first.source.analyze(...parameters),
    };
    const regions = sources.map(({ region, source }) =>
      regionOf(region, new AnsweringSource(source, statedFields(result), stored), result, spans),
    );
    const ends = regions.flatMap(({ history }) => history?.last ?? []);
    return {
      regions,
      facts: historyFacts(
        paths,
        { ...extent, unreadFiles: unreadFilesIn(result), end: Math.min(Math.max(...ends), Date.now()) },
        { ...result, spans },
        locale,
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

/** What each file states of its jobs, and what is stated of those of which only the first event is known. */
function statedFields({ fieldsOfFirstEvents, files }: ImportResult): readonly StatedFields[] {
  return fieldsOfFirstEvents === undefined
    ? files
    : [...files, { kinds: ['events'], fields: fieldsOfFirstEvents }];
}

interface OpenedStore {
  readonly store: HistoryStore;
  readonly result: ImportResult;
}

/**
 * Opens the index and reads the files that it lacks. An index that is new, or that another window has
 * cleared, lacks all of them.
 */
async function openStore(
  { indexFile, onImport, paths, workerFile }: HistoryFilesOptions,
  wanted: AbortSignal,
): Promise<OpenedStore> {
  const { store } = await HistoryStore.open(workerFile, indexFile);
  const listener = onImport();
  const signal = AbortSignal.any([wanted, listener.signal]);
  let result: ImportResult | undefined;
  try {
    const onProgress = (progress: ImportProgress) => listener.onProgress(progress);
    result = await store.run('importFiles', { paths }, { signal, onProgress });
    return { store, result };
  } catch (error) {
    await store.dispose();
    throw signal.aborted ? aborted() : error;
  } finally {
    listener.onEnd(result);
  }
}

function regionOf(
  region: string,
  source: AnsweringSource,
  result: ImportResult,
  spans: readonly CoveredSpan[],
): OpenedRegion {
  const { files, isCut, unreadable } = result;
  // Of files that were not read, not even the accounts and regions are known.
  const isAll =
    !isCut && unreadable.length === 0 && files.every(({ isWhole, kinds }) => isWhole || kinds.length > 0);
  return {
    region,
    source,
    ...timesOfRegion(region, { ...result, spans }),
    ...(!isAll && { listed: [] }),
  };
}

function disposeOf(opening: Promise<OpenedStore>): void {
  opening.then(
    ({ store }) => store.dispose(),
    () => {},
  );
}

/** Why files have no job. */
function noJobs({ files, unreadable }: ImportResult): JobSourceError {
  const reason = unreadable[0]?.reason ?? files.find(({ problem }) => problem !== undefined)?.problem;
  if (reason !== undefined)
    return failed('retry', l10n.t('The files cannot be read'), visibleLine(reason, 300));
  if (files.some(({ unreadRows }) => unreadRows > 0))
    return failed(
      'showLog',
      l10n.t('No line of these files can be read'),
      l10n.t('The files may be damaged or cut. The log lists the lines.'),
    );
  return failed('openHistory', l10n.t('No backup jobs were found'), noJobsText(files));
}

function noJobsText(files: ImportResult['files']): string {
  if (files.length === 0) return l10n.t('The folder has no files.');
  if (files.every(({ size }) => size === 0)) return l10n.t('The files are empty.');
  return files.some(({ emptyReport, kinds }) => kinds.length > 0 || emptyReport !== undefined)
    ? l10n.t('The files are about backup jobs, but name none.')
    : l10n.t('None of these files is an export, a job report, an output of the AWS CLI or a list of events.');
}

function failed(remedy: Remedy, summary: string, detail: string): JobSourceError {
  return new JobSourceError({ kind: 'notFound', summary, detail, remedy });
}
