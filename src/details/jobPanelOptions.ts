import type * as vscode from 'vscode';
import type { WriteClipboard } from '../editor/pageClipboard.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobLister, JobPlace, JobReader, JobsChange } from '../jobs/jobReader.js';
import type { Remedy } from '../jobs/jobSource.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { PanelAction, PanelFilterButton } from './panelMessages.js';

/** What the panels need from the rest of the extension. */
export interface JobPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly reader: JobReader;
  readonly lister: JobLister;
  /** The loaded jobs of a region. */
  readonly knownJobs: (place: JobPlace) => Iterable<BackupJob>;
  /** Remembers what the user wants to see. */
  readonly memory: vscode.Memento;
  /** Runs a remedy. The panel itself handles `retry`. */
  readonly runRemedy: (remedy: Exclude<Remedy, 'retry'>) => unknown;
  readonly actions: PanelActions;
  /** Moves the focus to the tree. */
  readonly focusTree: () => unknown;
  readonly filters: readonly PanelFilter[];
  /** Milliseconds between two reads of a running job; 0 disables them. */
  readonly refreshMs: () => number;
  readonly onDidChangeJobs: vscode.Event<JobsChange>;
  /** Called when the user starts to use a panel. */
  readonly onUse: () => void;
}

/**
 * The actions of other modules. An absent action has no button. `write` lets the page write the clipboard.
 */
export type PanelActions = Readonly<
  Partial<
    Record<
      Exclude<PanelAction, 'back' | 'forward' | 'refresh'>,
      (target: JobTarget, write: WriteClipboard) => unknown
    >
  >
>;

/** Filters the tree by a value of the job. */
export interface PanelFilter extends PanelFilterButton {
  /** Whether the job has a value for the filter. */
  readonly applies: (target: JobTarget) => boolean;
  readonly run: (target: JobTarget) => unknown;
}
