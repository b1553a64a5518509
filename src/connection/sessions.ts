import * as vscode from 'vscode';
import type { JobPlace, JobsChange } from '../jobs/jobReader.js';
import { archiveKey, type Connection, connectionFrom, connectionKey, sampleRegion } from './connection.js';
import type { ConnectionInUse } from './connectionInUse.js';
import type { OpenConnection } from './connectionListener.js';
import type { Session } from './session.js';

/** Options of {@link Sessions}. */
export interface SessionsOptions {
  /** VS Code's own storage for this workspace, which no file in the workspace can change. */
  readonly memory: vscode.Memento;
  readonly openConnection: OpenConnection;
  readonly pageSize: () => number | undefined;
  /** The connection to start with if none is selected yet. Called when it is first needed. */
  readonly startingConnection: () => Promise<Connection | undefined>;
}

/** The selected connection and its sessions, one for each region. It is opened when it is first needed. */
export class Sessions implements vscode.Disposable {
  readonly #options: SessionsOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when another connection is selected. All data of the previous one is dropped by then. */
  readonly onDidChange = this.#changed.event;
  readonly #learned = new vscode.EventEmitter<void>();
  /**
   * Fires when more is known about the selected connection: its regions, its account, whether it needs a
   * sign-in.
   */
  readonly onDidLearn = this.#learned.event;
  readonly #jobsChanged = new vscode.EventEmitter<JobsChange>();
  /** Fires shortly after the known jobs of an open session have changed. */
  readonly onDidChangeJobs = this.#jobsChanged.event;
  #chosen: Connection | undefined;
  #opening: Promise<ConnectionInUse> | undefined;
  #inUse: ConnectionInUse | undefined;
  /** Of the last opening. Aborted at each close, so that one that is still being opened is dropped. */
  #closing: AbortController | undefined;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#chosen = connectionFrom(options.memory.get(memoryKey));
  }

  get chosen(): Connection | undefined {
    return this.#chosen;
  }

  /** The regions of the selected connection, as far as they are known before it is opened. */
  get regions(): readonly string[] {
    if (this.#inUse !== undefined) return this.current.map(({ region }) => region);
    if (this.#chosen?.kind === 'sample') return [sampleRegion];
    return this.#chosen?.kind === 'aws' ? (this.#chosen.regions ?? []) : [];
  }

  /** The open connection, if any. */
  get inUse(): ConnectionInUse | undefined {
    return this.#inUse;
  }

  /** The open sessions; empty while the connection is not open. */
  get current(): readonly Session[] {
    return this.#inUse?.sessions ?? [];
  }

  /**
   * The sessions of the selected connection; empty if none is selected. Rejects with a JobSourceError if it
   * cannot be opened; the next call tries again.
   */
  async ready(): Promise<readonly Session[]> {
    return (await this.open())?.sessions ?? [];
  }

  /** The selected connection, opened. Rejects like {@link ready}. */
  async open(): Promise<ConnectionInUse | undefined> {
    await this.#chooseStarting();
    // Read after the wait: the user may have selected another one meanwhile.
    const connection = this.#chosen;
    if (connection === undefined) return undefined;
    this.#opening ??= this.#open(connection);
    const opening = this.#opening;
    try {
      return await opening;
    } catch (error) {
      if (this.#opening !== opening) return this.open();
      this.#opening = undefined;
      throw error;
    }
  }

  /** Whether a connection is selected, or there is one to start with. */
  async hasConnection(): Promise<boolean> {
    await this.#chooseStarting();
    return this.#chosen !== undefined;
  }

  /**
   * Whether a place can belong to the selected connection, as far as is known before it is opened. It sends
   * no request and runs no program for credentials.
   */
  async mayHold({ connection, region }: JobPlace): Promise<boolean> {
    await this.#chooseStarting();
    const chosen = this.#chosen;
    const key = chosen && connectionKey(chosen);
    if (key === undefined || (connection !== key && connection !== archiveKey(key))) return false;
    const { regions } = this;
    return regions.length === 0 || regions.includes(region);
  }

  /** Selects a connection. The reads of the previous one are aborted and its jobs dropped. */
  async choose(connection: Connection): Promise<void> {
    this.#close();
    this.#chosen = connection;
    // Fired before the storage is written: the views must not show jobs of the previous connection under the
    // name of the new one.
    this.#changed.fire();
    await this.#options.memory.update(memoryKey, connection);
  }

  /** Reopens the selected connection. Credentials and files are read again. */
  reopen(): void {
    this.#close();
    this.#changed.fire();
  }

  dispose(): void {
    this.#close();
    this.#changed.dispose();
    this.#learned.dispose();
    this.#jobsChanged.dispose();
  }

  async #chooseStarting(): Promise<void> {
    if (this.#chosen !== undefined) return;
    const starting = await this.#options.startingConnection();
    this.#chosen ??= starting;
  }

  async #open(connection: Connection): Promise<ConnectionInUse> {
    this.#closing = new AbortController();
    const { signal } = this.#closing;
    const reopen = () => this.reopen();
    const { openConnection, pageSize } = this.#options;
    // Loaded later, to keep the pool out of the activation bundle.
    const module = await import('./connectionInUse.js');
    const inUse = await module.ConnectionInUse.open({
      connection,
      open: openConnection,
      signal,
      pageSize,
      onLearned: () => this.#learned.fire(),
      onOtherAccount: reopen,
      onOtherSettings: reopen,
    });
    if (signal.aborted) {
      inUse.dispose();
      throw signal.reason;
    }
    this.#inUse = inUse;
    for (const { key, pool, region } of inUse.sessions)
      pool.onDidChange((jobs) => {
        if (this.#inUse === inUse) this.#jobsChanged.fire({ connection: key, region, jobs });
      });
    this.#learned.fire();
    return inUse;
  }

  #close(): void {
    this.#closing?.abort();
    this.#inUse?.dispose();
    this.#inUse = undefined;
    this.#opening = undefined;
  }
}

const memoryKey = 'connection';
