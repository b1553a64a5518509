import * as vscode from 'vscode';
import { plainMarkdown } from '../editor/plainMarkdown.js';
import type { JobLister, JobReader } from '../jobs/jobReader.js';
import { jobScheme } from './jobScheme.js';
import type { DocumentSubject } from './jobUri.js';

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
    const { uriOf } = await import('./jobUri.js');
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
    const controller = new AbortController();
    const cancellation = token.onCancellationRequested(() => controller.abort());
    try {
      const { documentText } = await import('./documentText.js');
      return await documentText(uri, this.#reader, controller.signal);
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
    return description === undefined ? undefined : new vscode.Hover(plainMarkdown(description), range);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
