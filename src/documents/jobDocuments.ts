import * as vscode from 'vscode';
import type { JobLister, JobReader } from '../jobs/jobReader.js';
import type { DocumentContents } from './documentContents.js';
import { jobScheme } from './jobScheme.js';
import type { DocumentSubject } from './jobUri.js';

/**
 * Shows jobs as read-only JSON documents, which are restored when the window reloads. They are files of a
 * file system without folders, in which only the URIs that name jobs exist. If jobs cannot be read, the
 * document says why.
 */
export class JobDocuments implements vscode.FileSystemProvider, vscode.HoverProvider, vscode.Disposable {
  readonly #reader: JobReader & JobLister;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly createDirectory = refuse;
  readonly delete = refuse;
  readonly rename = refuse;
  readonly writeFile = refuse;
  #contents: Promise<DocumentContents> | undefined;

  constructor(reader: JobReader & JobLister) {
    this.#reader = reader;
  }

  /** Registers the documents in VS Code, which takes one provider per scheme. */
  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(jobScheme, this, {
        isReadonly: true,
        isCaseSensitive: true,
      }),
      vscode.languages.registerHoverProvider({ scheme: jobScheme }, this),
    );
  }

  /** Opens the document of a job, or of a selection's loaded jobs, with current content. */
  async open(subject: DocumentSubject): Promise<void> {
    const contents = await this.#loaded();
    const { uri, wasOpen } = await contents.open(subject);
    if (wasOpen) await this.refresh(uri);
  }

  /** Refreshes a document; by default, the active one. */
  async refresh(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (uri?.scheme !== jobScheme || !(await (await this.#loaded()).refresh(uri))) return;
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** @throws FileNotFound if the URI names no job. */
  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#loaded()).stat(uri);
  }

  /** @throws FileNotFound if the URI names no job. */
  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await (await this.#loaded()).version(uri)).bytes;
  }

  /** Nothing to watch: only a refresh changes a document, and it fires the event anyway. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    return (await this.#loaded()).hover(document, position);
  }

  dispose(): void {
    void this.#contents?.then((contents) => contents.dispose());
    this.#changed.dispose();
  }

  /** Loads the code for documents, when the first one is opened. */
  #loaded(): Promise<DocumentContents> {
    this.#contents ??= import('./documentContents.js').then(
      (module) => new module.DocumentContents(this.#reader),
    );
    return this.#contents;
  }
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
