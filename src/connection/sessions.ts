import * as vscode from 'vscode';
import type { JobPlace, JobsChange } from '../jobs/jobReader.js';
import { type Connection, connectionFrom, connectionKey, sampleRegion } from './connection.js';
import type { ConnectionInUse } from './connectionInUse.js';
import type { OpenConnection } from './connectionListener.js';
import type { Session } from './session.js';

/** What {@link Sessions} is made of. */
export interface SessionsOptions {
  /** This window's memory: VS Code's own storage, which no file of a workspace can write. */
  readonly memory: vscode.Memento;
  readonly openConnection: OpenConnection;
  readonly pageSize: () => number | undefined;
  /** The connection to begin with where none was chosen yet; asked when someone first needs one. */
  readonly startingConnection: () => Promise<Connection | undefined>;
}

/** Which connection is chosen, and its sessions, one for each region, once someone needs them. */
export class Sessions implements vscode.Disposable {
  readonly #options: SessionsOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when another connection was chosen; everything read through the old one is gone by then. */
  readonly onDidChange = this.#changed.event;
  readonly #learned = new vscode.EventEmitter<void>();
  /**
   * Fires when more is known of the chosen connection: its regions, its account, whether it needs a sign-in.
   */
  readonly onDidLearn = this.#learned.event;
  readonly #jobsChanged = new vscode.EventEmitter<JobsChange>();
  /** Fires soon after something has changed of what is known of the jobs of a session in use. */
  readonly onDidChangeJobs = this.#jobsChanged.event;
  #chosen: Connection | undefined;
  #opening: Promise<ConnectionInUse> | undefined;
  #inUse: ConnectionInUse | undefined;
  /** Counts what was closed: what was being opened before comes too late. */
  #generation = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#chosen = connectionFrom(options.memory.get(memoryKey));
  }

  get chosen(): Connection | undefined {
    return this.#chosen;
  }

  /** The regions of the chosen connection, as far as they are known before the first request. */
  get regions(): readonly string[] {
    if (this.#inUse !== undefined) return this.current.map(({ region }) => region);
    return this.#chosen?.kind === 'sample' ? [sampleRegion] : (this.#chosen?.regions ?? []);
  }

  /** The open connection, if any. */
  get inUse(): ConnectionInUse | undefined {
    return this.#inUse;
  }

  /** The open sessions; none while the connection is not open. */
  get current(): readonly Session[] {
    return this.#inUse?.sessions ?? [];
  }

  /**
   * The sessions of the chosen connection; none where no connection is chosen. Rejects with a JobSourceError
   * where it cannot be opened; the next call tries again.
   */
  async ready(): Promise<readonly Session[]> {
    return (await this.open())?.sessions ?? [];
  }

  /** The chosen connection, opened; otherwise like {@link ready}. */
  async open(): Promise<ConnectionInUse | undefined> {
    await this.#chooseStarting();
    // Not what was chosen before the wait: another one may be by now.
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

  /** Whether a connection is chosen, or is there to begin with. */
  async hasConnection(): Promise<boolean> {
    await this.#chooseStarting();
    return this.#chosen !== undefined;
  }

  /**
   * Whether a place can be one of the chosen connection, as far as that is known before it is opened: nothing
   * is asked of AWS, and no program runs for credentials.
   */
  async mayHold({ connection, region }: JobPlace): Promise<boolean> {
    await this.#chooseStarting();
    const chosen = this.#chosen;
    if (chosen === undefined || connectionKey(chosen) !== connection) return false;
    const { regions } = this;
    return regions.length === 0 || regions.includes(region);
  }

  /** Chooses a connection: the old one's reads are ended and its pages dropped. */
  async choose(connection: Connection): Promise<void> {
    this.#close();
    this.#chosen = connection;
    // At once: nothing may name the new one while the rows are still the old one's.
    this.#changed.fire();
    await this.#options.memory.update(memoryKey, connection);
  }

  /** Opens the chosen connection again, with credentials and files read afresh. */
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
    const generation = this.#generation;
    const { openConnection, pageSize } = this.#options;
    // Its pages and results are no part of what activation loads.
    const room = await import('./connectionInUse.js');
    const inUse = await room.ConnectionInUse.open({
      connection,
      open: openConnection,
      pageSize,
      onLearned: () => this.#learned.fire(),
      onOtherAccount: () => this.reopen(),
      onOtherSettings: () => this.reopen(),
    });
    if (this.#generation !== generation) {
      inUse.dispose();
      throw new Error('Another connection was chosen meanwhile');
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
    this.#generation++;
    this.#inUse?.dispose();
    this.#inUse = undefined;
    this.#opening = undefined;
  }
}

const memoryKey = 'connection';
