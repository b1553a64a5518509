import * as vscode from 'vscode';
import type { JobReader, JobReference } from '../jobs/jobReader.js';
import { failureOf } from '../jobs/jobSource.js';
import { jobScheme, referenceOf, uriOf } from './jobUri.js';

/** Shows jobs as read-only JSON documents. What cannot be read is said in the document's place. */
export class JobDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #reader: JobReader;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration: vscode.Disposable;

  constructor(reader: JobReader) {
    this.#reader = reader;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(jobScheme, this);
  }

  /** Opens the job's document, read afresh. */
  async open(reference: JobReference): Promise<void> {
    const uri = uriOf(reference);
    const isOpen = vscode.workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    if (isOpen) this.#changed.fire(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const reference = referenceOf(uri);
    if (reference === undefined) return unread(vscode.l10n.t('This address names no backup job'));
    const controller = new AbortController();
    const cancellation = token.onCancellationRequested(() => controller.abort());
    try {
      const { job } = await this.#reader.read(reference, controller.signal);
      const { jobJson } = await import('./jobJson.js');
      return jobJson(job);
    } catch (error) {
      const failure = failureOf(error);
      return unread(failure.summary, failure.detail, reference.backupJobId);
    } finally {
      cancellation.dispose();
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** Valid JSON, so that the document stays one, with nothing in it that looks like a field of a job's answer. */
function unread(summary: string, detail?: string, jobId?: string): string {
  return `${JSON.stringify({ message: summary, detail: detail || undefined, jobId }, undefined, 2)}\n`;
}
