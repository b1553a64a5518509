import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import type { JobLister, JobReader } from '../jobs/jobReader.js';
import { failureOf } from '../jobs/jobSource.js';
import { type DocumentSubject, jobScheme, subjectOf, uriOf } from './jobUri.js';

/** Shows jobs as read-only JSON documents. What cannot be read is said in the document's place. */
export class JobDocuments
  implements vscode.TextDocumentContentProvider, vscode.HoverProvider, vscode.Disposable
{
  readonly #reader: JobReader & JobLister;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration: vscode.Disposable;

  constructor(reader: JobReader & JobLister) {
    this.#reader = reader;
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(jobScheme, this),
      vscode.languages.registerHoverProvider({ scheme: jobScheme }, this),
    );
  }

  /** Opens the document of a job, or of a selection's loaded jobs, read afresh. */
  async open(subject: DocumentSubject): Promise<void> {
    const uri = uriOf(subject);
    const isOpen = vscode.workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    if (isOpen) this.refresh(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Reads a document anew: the one that is named, else the one in use. */
  refresh(uri = vscode.window.activeTextEditor?.document.uri): void {
    if (uri?.scheme === jobScheme) this.#changed.fire(uri);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const subject = subjectOf(uri);
    if (subject === undefined) return unread(vscode.l10n.t('This address names no backup job'));
    if (subject === 'tooLarge')
      return unread(
        vscode.l10n.t('This address asks for too many lists of backup jobs'),
        vscode.l10n.t('Open the document again from the tree.'),
      );
    const controller = new AbortController();
    const cancellation = token.onCancellationRequested(() => controller.abort());
    try {
      return await this.#content(subject, controller.signal);
    } catch (error) {
      const failure = failureOf(error);
      const jobId = 'reference' in subject ? subject.reference.backupJobId : undefined;
      return unread(failure.summary, failure.detail, jobId);
    } finally {
      cancellation.dispose();
    }
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
    return description === undefined
      ? undefined
      : new vscode.Hover(new vscode.MarkdownString(description.replaceAll('\n', '\n\n')), range);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async #content(subject: DocumentSubject, signal: AbortSignal): Promise<string> {
    if ('reference' in subject) {
      const { job } = await this.#reader.read(subject.reference, signal);
      const { jobJson } = await import('./jobJson.js');
      return jobJson(job);
    }
    const { place, selection } = subject;
    const { failure, isComplete, jobs } = await this.#reader.list(place, selection, { mostPages: 0, signal });
    if (failure !== undefined && jobs.length === 0) return unread(failure.summary, failure.detail);
    const { jobsJson } = await import('./jobJson.js');
    return jobsJson(jobs, { isComplete, t: localize });
  }
}

/** Valid JSON, so that the document stays one, with nothing in it that looks like a field of a job's answer. */
function unread(summary: string, detail?: string, jobId?: string): string {
  return `${JSON.stringify({ message: summary, detail: detail || undefined, jobId }, undefined, 2)}\n`;
}
