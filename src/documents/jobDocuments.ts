import * as vscode from 'vscode';
import { plainMarkdown } from '../editor/plainMarkdown.js';
import type { JobLister, JobReader } from '../jobs/jobReader.js';
import { jobScheme } from './jobScheme.js';
import type { DocumentSubject } from './jobUri.js';

/**
 * Shows jobs as read-only JSON documents, which come back after a reload of the window. They are the files of a file system that has
 * nothing else: no folder, and no file whose URI names no job. What cannot be read is said in the document's place.
 *
 * A document is read once and stays as it is while it is open, until it is refreshed.
 */
export class JobDocuments implements vscode.FileSystemProvider, vscode.HoverProvider, vscode.Disposable {
  readonly #reader: JobReader & JobLister;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #contents = new Map<string, Content>();
  readonly #disposal = new AbortController();
  readonly #closing: vscode.Disposable;

  constructor(reader: JobReader & JobLister) {
    this.#reader = reader;
    this.#closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      // Another language is a close as well, of a document that stays open.
      if (!isOpen(uri)) this.#contents.delete(uri.toString());
    });
  }

  /** Makes the documents known to the editor, which takes one provider of a scheme. */
  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(jobScheme, this, {
        isCaseSensitive: true,
        isReadonly: true,
      }),
      vscode.languages.registerHoverProvider({ scheme: jobScheme }, this),
    );
  }

  /** Opens the document of a job, or of a selection's loaded jobs, read afresh. */
  async open(subject: DocumentSubject): Promise<void> {
    const { uriOf } = await import('./jobUri.js');
    const uri = uriOf(subject);
    const wasOpen = isOpen(uri);
    // Whatever encoding the settings name for files.
    const document = await vscode.workspace.openTextDocument(uri, { encoding: 'utf8' });
    await vscode.window.showTextDocument(document, { preview: true });
    if (wasOpen) await this.refresh(uri);
  }

  /** Reads a document again: the one that is named, else the one in use. */
  async refresh(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (uri?.scheme !== jobScheme || !(await namesJobs(uri))) return;
    const before = await this.#contents.get(uri.toString())?.version;
    const after = await this.#read(uri).version;
    if (after.mtime !== before?.mtime) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** @throws FileNotFound where the URI names no job. */
  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, ctime, mtime } = await this.#versionOf(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime, mtime, size: bytes.byteLength, permissions };
  }

  /** @throws FileNotFound where the URI names no job. */
  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#versionOf(uri)).bytes;
  }

  /** Only a refresh changes a document, and reports that whether it is watched or not. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** What AWS says of the field below the pointer. */
  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const range = document.getWordRangeAtPosition(position, /"\w+"(?=\s*:)/);
    if (range === undefined) return undefined;
    const { fieldDescription } = await import('../jobs/fieldDescriptions.js');
    const description = fieldDescription(document.getText(range).slice(1, -1));
    return description === undefined ? undefined : new vscode.Hover(plainMarkdown(description), range);
  }

  dispose(): void {
    this.#disposal.abort();
    this.#closing.dispose();
    this.#changed.dispose();
  }

  async #versionOf(uri: vscode.Uri): Promise<Version> {
    if (!(await namesJobs(uri))) throw vscode.FileSystemError.FileNotFound(uri);
    const content = this.#contents.get(uri.toString());
    const isCurrent = content !== undefined && (isOpen(uri) || Date.now() - content.readAt < openingMs);
    return (isCurrent ? content : this.#read(uri)).version;
  }

  #read(uri: vscode.Uri): Content {
    for (const [key, { readAt, uri: other }] of this.#contents)
      if (!isOpen(other) && Date.now() - readAt > openingMs) this.#contents.delete(key);
    const before = this.#contents.get(uri.toString())?.version;
    const version = import('./documentText.js').then(async ({ documentText }) => {
      const text = await documentText(uri, this.#reader, this.#disposal.signal);
      return versionOf(text, await before);
    });
    const content: Content = { uri, readAt: Number.POSITIVE_INFINITY, version };
    const settle = () => {
      content.readAt = Date.now();
    };
    void version.then(settle, settle);
    this.#contents.set(uri.toString(), content);
    return content;
  }
}

/** What a document holds, and since when: milliseconds since 1970. */
interface Version {
  readonly bytes: Uint8Array;
  /** When it was first read, and when it was last found to be another. */
  readonly ctime: number;
  readonly mtime: number;
}

/** A document that was read, or is being read. */
interface Content {
  readonly uri: vscode.Uri;
  readonly version: Promise<Version>;
  /** When the read ended, in milliseconds since 1970; infinite until then. */
  readAt: number;
}

/** A text in the place of what a document had before. The editor takes it as another one only where its time is another. */
function versionOf(text: string, before: Version | undefined): Version {
  const bytes = Buffer.from(text);
  if (before !== undefined && bytes.equals(before.bytes)) return before;
  const now = Date.now();
  return { bytes, ctime: before?.ctime ?? now, mtime: Math.max(now, (before?.mtime ?? 0) + 1) };
}

/**
 * Whether a URI names jobs. None does where a workspace has made the scheme a folder of its own: the editor, and extensions, look
 * into folders for files of many names without anyone asking for them.
 */
async function namesJobs(uri: vscode.Uri): Promise<boolean> {
  const { subjectOf } = await import('./jobUri.js');
  return subjectOf(uri) !== undefined && vscode.workspace.getWorkspaceFolder(uri) === undefined;
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
}

/** Milliseconds from a read to the end of its document's opening: the editor asks for the size, for the content, and then has it open. */
const openingMs = 10_000;
