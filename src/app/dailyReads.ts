import type * as vscode from 'vscode';
import { type AwsConnection, connectionKey } from '../connection/connection.js';
import { userSetting } from '../editor/userSetting.js';
import { readSinceLast } from '../history/archive/dailyRead.js';
import { failureOf } from '../jobs/jobSource.js';
import { logLine } from '../jobs/logLine.js';
import type { AppParts } from './appParts.js';
import { keptConnections } from './keptHistories.js';

/**
 * Reads the jobs of each connection whose history is kept once a day, if the user has switched that on. It
 * asks for nothing: without usable credentials it fails, which the log says. Windows look once an hour, and
 * only one of them reads.
 */
export class DailyReads implements vscode.Disposable {
  readonly #app: Pick<AppParts, 'log' | 'memory' | 'storage'>;
  readonly #disposed = new AbortController();
  readonly #timers: readonly NodeJS.Timeout[];
  /** When a connection may be tried again after a failure, in epoch milliseconds, by its key. */
  readonly #waiting = new Map<string, number>();
  #isReading = false;

  constructor(app: Pick<AppParts, 'log' | 'memory' | 'storage'>) {
    this.#app = app;
    const look = () => void this.#look();
    this.#timers = [setTimeout(look, firstLookMs), setInterval(look, intervalMs)];
  }

  dispose(): void {
    this.#disposed.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #look(): Promise<void> {
    if (this.#isReading || userSetting('dailyHistoryRead') !== true) return;
    this.#isReading = true;
    try {
      for (const connection of keptConnections(this.#app.memory)) {
        if (this.#disposed.signal.aborted) return;
        await this.#read(connection);
      }
    } finally {
      this.#isReading = false;
    }
  }

  async #read(connection: AwsConnection): Promise<void> {
    const { log } = this.#app;
    const key = connectionKey(connection);
    if (Date.now() < (this.#waiting.get(key) ?? 0)) return;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), maxReadMs);
    const signal = AbortSignal.any([this.#disposed.signal, stop.signal]);
    try {
      const { openForDailyRead } = await import('./openConnection.js');
      const archived = await openForDailyRead(connection, this.#app);
      try {
        if (await readSinceLast(archived, { signal }))
          log.info(logLine(`The daily read of the job history has read ${key}`));
      } finally {
        archived.connection.dispose();
      }
    } catch (error) {
      this.#waiting.set(key, Date.now() + pauseMs);
      const { summary } = failureOf(error);
      if (!this.#disposed.signal.aborted)
        log.warn(logLine(`The daily read of the job history could not read ${key}: ${summary}`));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Not at once, so that the view comes first. */
const firstLookMs = 2 * 60_000;
const intervalMs = 60 * 60_000;
const maxReadMs = 30 * 60_000;
/** After a failure, such as an expired sign-in. */
const pauseMs = 6 * 60 * 60_000;
