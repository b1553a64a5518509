import { parentPort, workerData } from 'node:worker_threads';
import type { Analyses } from './analyses.js';
import { historyOperations, type OperationContext } from './historyOperations.js';
import type { FromWorker, HistoryWorkerData, OperationName, ToWorker } from './historyProtocol.js';
import { type OpenedHistory, openHistory } from './store/openHistory.js';
import { hasName, inTurn, putAside } from './store/putAside.js';
import { loadSqlite } from './store/sqlite.js';
import { StoreError, storeFailureOf } from './store/storeFailure.js';

/** The requests that have not ended. */
const running = new Map<number, AbortController>();

const { file } = workerData as HistoryWorkerData;
const opened = open();

/** Serves the requests of a `HistoryStore`. Called once, in its worker. */
export function startHistoryWorker(analyses: Analyses): void {
  parentPort?.on('message', (message: ToWorker) => {
    if ('cancelled' in message) running.get(message.cancelled)?.abort();
    else if (opened !== undefined) start(opened, message, analyses);
  });
}

function open(): OpenedHistory | undefined {
  try {
    const history = openHistory(file);
    send({ opened: { isReadOnly: history.database.isReadOnly, putAside: history.putAside } });
    return history;
  } catch (error) {
    send({ failed: storeFailureOf(error) });
    return undefined;
  }
}

/** Starts an operation in a later turn, so that a cancellation that has already arrived is seen before. */
function start(
  history: OpenedHistory,
  { id, name, parameters }: Extract<ToWorker, { readonly id: number }>,
  analyses: Analyses,
): void {
  const controller = new AbortController();
  running.set(id, controller);
  setImmediate(async () => {
    try {
      const { signal } = controller;
      if (signal.aborted) return;
      // It would take the journal of the next file with this name for its own.
      if (!hasName(file, history.identity)) throw new StoreError({ kind: 'replaced', detail: '' });
      const report = (progress: unknown) => send({ id, progress });
      const context = { database: history.database, analyses, signal, report };
      send({ id, result: await operationNamed(name)(parameters, context) });
    } catch (error) {
      const failure = storeFailureOf(error);
      if (failure.kind !== 'damaged') return send({ id, failure });
      send({ id, failure: { ...failure, putAside: putDamagedAside(history) } });
      // Pending requests fail, and the next opening begins a new history.
      parentPort?.close();
    } finally {
      running.delete(id);
    }
  });
}

/**
 * Puts the file of an open history aside. Returns its new name; undefined if it cannot be renamed, or if
 * another window has done so.
 */
function putDamagedAside({ database, identity }: OpenedHistory): string | undefined {
  const sqlite = loadSqlite();
  try {
    database.close();
    return sqlite && inTurn(file, sqlite, () => putAside({ file, identity, sqlite }));
  } catch {
    return undefined;
  }
}

/** The operation of a message, whose parameters are those of its name. */
function operationNamed(name: OperationName) {
  return historyOperations[name] as (parameters: unknown, context: OperationContext<unknown>) => unknown;
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}
