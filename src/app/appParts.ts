import type * as vscode from 'vscode';
import type { SessionJobReader } from '../connection/sessionJobReader.js';
import type { Sessions } from '../connection/sessions.js';
import type { JobPanels } from '../details/jobPanels.js';
import type { JobDocuments } from '../documents/jobDocuments.js';
import type { Log } from '../editor/log.js';
import type { RootFilter } from '../filters/rootFilter.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { Remedy } from '../jobs/jobSource.js';
import type { Overviews } from '../overview/overviews.js';
import type { ChosenGrouping } from '../tree/chosenGrouping.js';
import type { JobTree } from '../tree/jobTree.js';

/** The parts that activation builds, for the commands and the panels, which are loaded later. */
export interface AppParts {
  readonly extensionUri: vscode.Uri;
  /** What is remembered for the user, whatever the workspace. */
  readonly memory: vscode.Memento;
  readonly log: Log;
  readonly sessions: Sessions;
  readonly reader: SessionJobReader;
  readonly root: RootFilter;
  readonly grouping: ChosenGrouping;
  readonly tree: JobTree;
  readonly documents: JobDocuments;
  readonly panels: JobPanels;
  readonly overviews: Overviews;
  /** Which of the tree and the panels was used last. */
  lastUsed: 'panel' | 'tree';
  /** Milliseconds from one read of running jobs to the next; 0: they are not read again by themselves. */
  readonly liveInterval: () => number;
  /** Every job that is loaded. */
  readonly knownJobs: () => Iterable<BackupJob>;
  /** The connection in use, in a line. */
  readonly connectionText: () => string;
  /** The filter in use, in full. */
  readonly filterText: () => string;
  readonly refresh: () => Promise<void>;
  readonly runRemedy: (remedy: Remedy) => Thenable<unknown>;
}
