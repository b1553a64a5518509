import { type Analyses, analyze } from './analyses.js';
import { claim } from './archive/claim.js';
import type { OperationName, ParametersOf, ProgressOf, ResultOf } from './historyProtocol.js';
import { importFiles } from './import/importFiles.js';
import type { HistoryDatabase } from './store/historyDatabase.js';
import { listedVersions } from './store/listedVersions.js';

/** What an operation gets besides its parameters. */
export interface OperationContext<Progress> {
  readonly database: HistoryDatabase;
  readonly analyses: Analyses;
  /** Aborts when nobody wants the result any more. An operation that awaits should check it. */
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

/**
 * What the worker does for each operation. One that is not synchronous may await between its transactions:
 * others then run in between.
 */
export const historyOperations: {
  readonly [Name in OperationName]: (
    parameters: ParametersOf<Name>,
    context: OperationContext<ProgressOf<Name>>,
  ) => ResultOf<Name> | Promise<ResultOf<Name>>;
} = {
  put: ({ now, versions }, { database }) => database.put(versions, now),
  putListed: ({ now, pages }, { database }) => database.put(pages.flatMap(listedVersions), now),
  cover: ({ spans, time }, { database }) => database.cover(spans, time),
  covered: ({ region }, { database }) => database.covered(region),
  page: ({ query, ...options }, { database }) => database.page(query, options),
  find: ({ backupJobId, region }, { database }) => database.find(backupJobId, region),
  count: ({ by, query, ...options }, { database }) => database.count(query, by, options),
  analyze: (parameters, context) => analyze(parameters, context),
  extent: (_, { database }) => database.extent(),
  removeBefore: ({ time }, { database }) => database.removeBefore(time),
  erase: (_, { database }) => database.erase(),
  claim: ({ name, now, until }, { database }) => claim(database, { name, now, until }),
  importFiles: ({ paths }, { database, report, signal }) => importFiles(database, paths, { signal, report }),
};
