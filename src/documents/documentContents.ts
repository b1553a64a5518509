import * as vscode from 'vscode';
import { plainMarkdown } from '../editor/plainMarkdown.js';
import { fieldDescription } from '../jobs/fieldDescriptions.js';
import type { JobLister, JobReader } from '../jobs/jobReader.js';
import { systemTime, type TimeSource } from '../jobs/sweep/clock.js';
import { documentText } from './documentText.js';
import { type DocumentSubject, subjectOf, uriOf } from './jobUri.js';

/** A version of a document's content. Times are epoch milliseconds. */
export interface Version {
  readonly bytes: Uint8Array;
  /** When the document was first read. */
  readonly ctime: number;
  /** When the content last changed. */
  readonly mtime: number;
}

/** A document that is loaded or loading. */
interface Content {
  readonly uri: vscode.Uri;
  readonly version: Promise<Version>;
  /** When the read ended, as `TimeSource.elapsed`; infinite until then. */
  readAt: number;
}

/**
 * The contents of the JSON documents. Each is read once and stays the same while its document is open, until
 * it is refreshed.
 */
export class DocumentContents implements vscode.Disposable {
  readonly #reader: JobReader & JobLister;
  readonly #time: TimeSource;
  readonly #contents = new Map<string, Content>();
  readonly #disposal = new AbortController();
  readonly #closing: vscode.Disposable;

  constructor(reader: JobReader & JobLister, time: TimeSource = systemTime) {
    this.#reader = reader;
    this.#time = time;
    this.#closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      // VS Code also fires this when the language changes, although the document stays open.
      if (!isOpen(uri)) this.#contents.delete(uri.toString());
    });
  }

  /** @throws FileNotFound if the URI names no job. */
  async version(uri: vscode.Uri): Promise<Version> {
    if (!namesJobs(uri)) throw vscode.FileSystemError.FileNotFound(uri);
    const content = this.#contents.get(uri.toString());
    const isCurrent =
      content !== undefined && (isOpen(uri) || this.#time.elapsed() - content.readAt < openingMs);
    return (isCurrent ? content : this.#read(uri)).version;
  }

  /** @throws FileNotFound if the URI names no job. */
  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, ctime, mtime } = await this.version(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime, mtime, size: bytes.byteLength, permissions };
  }

  /** Reads a document again. Resolves to whether it has changed. */
  async refresh(uri: vscode.Uri): Promise<boolean> {
    if (!namesJobs(uri)) return false;
    const before = await this.#contents.get(uri.toString())?.version;
    const after = await this.#read(uri).version;
    return after.mtime !== before?.mtime;
  }

  /** Opens a document. `wasOpen`: it was open already, so its content may be out of date. */
  async open(subject: DocumentSubject): Promise<{ readonly uri: vscode.Uri; readonly wasOpen: boolean }> {
    const uri = uriOf(subject);
    const wasOpen = isOpen(uri);
    // The user's settings may have another default encoding.
    const document = await vscode.workspace.openTextDocument(uri, { encoding: 'utf8' });
    await vscode.window.showTextDocument(document, { preview: true });
    return { uri, wasOpen };
  }

  /** AWS's description of the field below the pointer. */
  hover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const range = document.getWordRangeAtPosition(position, /"\w+"(?=\s*:)/);
    const description = range && fieldDescription(document.getText(range).slice(1, -1));
    return description === undefined ? undefined : new vscode.Hover(plainMarkdown(description), range);
  }

  dispose(): void {
    this.#disposal.abort();
    this.#closing.dispose();
  }

  #read(uri: vscode.Uri): Content {
    for (const [key, { readAt, uri: other }] of this.#contents)
      if (!isOpen(other) && this.#time.elapsed() - readAt > openingMs) this.#contents.delete(key);
    const before = this.#contents.get(uri.toString())?.version;
    const content: Content = {
      uri,
      readAt: Number.POSITIVE_INFINITY,
      version: this.#versionAfter(before, uri),
    };
    const settle = () => {
      content.readAt = this.#time.elapsed();
    };
    void content.version.then(settle, settle);
    this.#contents.set(uri.toString(), content);
    return content;
  }

  /** Reads the next version. A changed one has a later time, because VS Code compares only times. */
  async #versionAfter(earlier: Promise<Version> | undefined, uri: vscode.Uri): Promise<Version> {
    const bytes = Buffer.from(await documentText(uri, this.#reader, this.#disposal.signal));
    const before = await earlier;
    if (before !== undefined && bytes.equals(before.bytes)) return before;
    const now = this.#time.now();
    return { bytes, ctime: before?.ctime ?? now, mtime: Math.max(now, (before?.mtime ?? 0) + 1) };
  }
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
}

/**
 * Whether a URI names jobs. False inside a workspace folder with this scheme: VS Code and other extensions
 * look for many files in a folder, which nobody asked to read.
 */
function namesJobs(uri: vscode.Uri): boolean {
  return subjectOf(uri) !== undefined && vscode.workspace.getWorkspaceFolder(uri) === undefined;
}

/**
 * How long VS Code may take to open a document, in milliseconds: it asks for the size, then for the content,
 * and lists the document as open only after that. Until then, one read answers both.
 */
const openingMs = 10_000;
