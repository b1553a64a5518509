import type * as vscode from 'vscode';
import type { JobLister, JobReader, JobsChange } from '../jobs/jobReader.js';
import type { Remedy } from '../jobs/jobSource.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { PanelAction } from './panelMessages.js';

/** What every panel is made of. */
export interface JobPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly reader: JobReader;
  readonly lister: JobLister;
  /** Applies a remedy that is not the panel's own to apply. */
  readonly runRemedy: (remedy: Exclude<Remedy, 'retry'>) => void;
  /** What is done with a job outside of its panel. */
  readonly actions: PanelActions;
  /** What of a job the tree can be filtered by. */
  readonly filters: readonly PanelFilter[];
  /** Milliseconds from one read of a running job to the next; 0: it is not read again by itself. */
  readonly refreshMs: () => number;
  /** Fires when something has changed of what is known of jobs. */
  readonly onDidChangeJobs: vscode.Event<JobsChange>;
  /** Called when a panel has gone to another job, and when it has got or lost the focus. */
  readonly onNavigate: () => void;
  /** Called when a person has turned to a panel. */
  readonly onUse: () => void;
}

/** The actions that other modules have. One that is absent has no button. */
export type PanelActions = Readonly<
  Partial<Record<Exclude<PanelAction, 'back' | 'forward' | 'refresh'>, (subject: JobTarget) => unknown>>
>;

/** Filters the tree by a value of a job. */
export interface PanelFilter {
  readonly name: string;
  readonly title: string;
  /** Whether the job has a value for the filter. */
  readonly applies: (subject: JobTarget) => boolean;
  readonly run: (subject: JobTarget) => unknown;
}
