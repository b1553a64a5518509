import { failureOf, type JobFailure } from '../../jobs/jobSource.js';
import type { Clock } from '../../jobs/sweep/clock.js';
import { type DailyReadResult, readSinceLast } from './dailyRead.js';
import type { ArchivedConnection } from './openArchive.js';

/** A connection with a kept history. */
export interface DailyConnection {
  /** Identifies it with its regions. */
  readonly key: string;
  /** Opens it for a read that asks for nothing. Rejects with a JobSourceError. */
  readonly open: () => Promise<ArchivedConnection>;
}

/** Options of {@link DailySchedule}. */
export interface DailyScheduleOptions {
  /** The connections to read; none while the daily read is switched off. Called each time. */
  readonly connections: () => readonly DailyConnection[];
  /** When a connection is due, in epoch milliseconds, as a window has noted it; undefined if none has. */
  readonly dueAt: (key: string) => number | undefined;
  /** Notes for all windows when a connection is due. */
  readonly noteDue: (key: string, time: number) => PromiseLike<void>;
  readonly onRead: (key: string) => void;
  /** Called once for each attempt that fails. */
  readonly onFailure: (key: string, failure: JobFailure) => void;
  readonly clock: Clock;
}

/**
 * Reads the jobs of each connection once a day. Windows look once an hour, and only one of them reads. While
 * nothing is due, a look makes no request: the account behind a connection is not asked for.
 */
export class DailySchedule {
  readonly #options: DailyScheduleOptions;
  readonly #disposed = new AbortController();
  /** When this window may try again after a failure, in epoch milliseconds, by key. */
  readonly #pausedUntil = new Map<string, number>();

  constructor(options: DailyScheduleOptions) {
    this.#options = options;
    void this.#run();
  }

  dispose(): void {
    this.#disposed.abort();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#disposed;
    try {
      // Not at once, so that the view comes first.
      await clock.sleep(firstLookMs, signal);
      for (;;) {
        await this.#look();
        await clock.sleep(intervalMs, signal);
      }
    } catch {
      // It has been disposed.
    }
  }

  async #look(): Promise<void> {
    const { clock, connections, dueAt } = this.#options;
    for (const connection of connections()) {
      if (this.#disposed.signal.aborted) return;
      const { key } = connection;
      const due = dueAt(key) ?? 0;
      // A clock that was ahead must not delay it for longer than a day.
      const isLater = clock.now() < due && due - clock.now() <= dayMs;
      if (isLater || this.#isPaused(key)) continue;
      await this.#read(connection);
    }
  }

  #isPaused(key: string): boolean {
    const remainingMs = (this.#pausedUntil.get(key) ?? 0) - this.#options.clock.now();
    return remainingMs > 0 && remainingMs <= pauseMs;
  }

  async #read({ key, open }: DailyConnection): Promise<void> {
    const { clock, noteDue, onFailure, onRead } = this.#options;
    const limit = new AbortController();
    const ended = new AbortController();
    clock.sleep(maxReadMs, ended.signal).then(
      () => limit.abort(),
      () => {},
    );
    try {
      const { dueAt, hasRead } = await this.#readOpened(await open(), limit.signal);
      if (dueAt !== undefined) await noteDue(key, dueAt);
      if (hasRead) onRead(key);
    } catch (error) {
      this.#pausedUntil.set(key, clock.now() + pauseMs);
      if (!this.#disposed.signal.aborted) onFailure(key, failureOf(error));
    } finally {
      ended.abort();
    }
  }

  async #readOpened(archived: ArchivedConnection, limit: AbortSignal): Promise<DailyReadResult> {
    try {
      const signal = AbortSignal.any([this.#disposed.signal, limit]);
      return await readSinceLast(archived, signal);
    } finally {
      archived.connection.dispose();
    }
  }
}

const firstLookMs = 2 * 60_000;
const intervalMs = 60 * 60_000;
const maxReadMs = 30 * 60_000;
/** After a failure, such as an expired sign-in. */
const pauseMs = 6 * 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
