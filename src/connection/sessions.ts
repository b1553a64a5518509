import * as vscode from 'vscode';
import { type Connection, connectionFrom, sampleConnection, sampleRegion } from './connection.js';
import { type OpenedConnection, Session } from './session.js';

/** What makes a connection usable; `extension.ts` hands it in, so that no SDK is loaded before it is called. */
export type OpenSource = (connection: Connection) => Promise<OpenedConnection>;

/** What {@link Sessions} is made of. */
export interface SessionsOptions {
  /** This window's memory: VS Code's own storage, which no file of a workspace can write. */
  readonly memory: vscode.Memento;
  readonly openSource: OpenSource;
  readonly pageSize: () => number | undefined;
  /** The connection that the environment asks for, where nothing was chosen yet. */
  readonly startingConnection: () => Connection | undefined;
}

/** Which connection is chosen, and its session once someone needs it. */
export class Sessions implements vscode.Disposable {
  readonly #options: SessionsOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when another connection was chosen; everything read through the old one is gone by then. */
  readonly onDidChange = this.#changed.event;
  readonly #opened = new vscode.EventEmitter<void>();
  /** Fires when the session of the chosen connection is there, and with it its region. */
  readonly onDidOpen = this.#opened.event;
  #chosen: Connection | undefined;
  #opening: Promise<Session> | undefined;
  #current: Session | undefined;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#chosen = connectionFrom(options.memory.get(memoryKey)) ?? options.startingConnection();
  }

  get chosen(): Connection | undefined {
    return this.#chosen;
  }

  /** The region of the chosen connection, as far as it is known before the first request. */
  get region(): string | undefined {
    if (this.#current !== undefined) return this.#current.region;
    return this.#chosen?.kind === 'sample' ? sampleRegion : this.#chosen?.region;
  }

  /** The open session, if any. */
  get current(): Session | undefined {
    return this.#current;
  }

  /** The session of the chosen connection; undefined where none is chosen. Rejects with a JobSourceError where it cannot be opened; the next call tries again. */
  async ready(): Promise<Session | undefined> {
    if (this.#chosen === undefined) return undefined;
    this.#opening ??= this.#open(this.#chosen);
    const opening = this.#opening;
    try {
      return await opening;
    } catch (error) {
      if (this.#opening !== opening) return this.ready();
      this.#opening = undefined;
      throw error;
    }
  }

  /** Chooses a connection: the old one's reads are ended and its pages dropped. */
  async choose(connection: Connection): Promise<void> {
    this.#close();
    this.#chosen = connection;
    await this.#options.memory.update(memoryKey, connection);
    this.#changed.fire();
  }

  /** Opens the chosen connection anew, with credentials and files read afresh. */
  reopen(): void {
    this.#close();
    this.#changed.fire();
  }

  dispose(): void {
    this.#close();
    this.#changed.dispose();
    this.#opened.dispose();
  }

  async #open(connection: Connection): Promise<Session> {
    const opened = await this.#options.openSource(connection);
    const session = new Session(connection, opened, this.#options.pageSize);
    if (this.#chosen !== connection) {
      session.dispose();
      throw new Error('Another connection was chosen meanwhile');
    }
    this.#current = session;
    this.#opened.fire();
    return session;
  }

  #close(): void {
    this.#current?.dispose();
    this.#current = undefined;
    this.#opening = undefined;
  }
}

/** The connection a newcomer starts with, if any. */
export function startingConnection(
  environment: NodeJS.ProcessEnv,
  hasAwsConfiguration: boolean,
  startWithSampleAccount: boolean,
): Connection | undefined {
  if (environment['AWS_PROFILE'] || environment['AWS_ACCESS_KEY_ID']) {
    const profile = environment['AWS_PROFILE'];
    return { kind: 'aws', ...(profile && { profile }) };
  }
  return !hasAwsConfiguration && startWithSampleAccount ? sampleConnection : undefined;
}

const memoryKey = 'connection';
