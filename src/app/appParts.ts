import type * as vscode from 'vscode';
import type { CalendarPanel } from '../calendar/calendarPanel.js';
import type { SessionJobReader } from '../connection/sessionJobReader.js';
import type { Sessions } from '../connection/sessions.js';
import type { JobPanels } from '../details/jobPanels.js';
import type { JobDocuments } from '../documents/jobDocuments.js';
import type { Log } from '../editor/log.js';
import type { SinglePanel } from '../editor/singlePanel.js';
import type { RootFilter } from '../filters/rootFilter.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { Remedy } from '../jobs/jobSource.js';
import type { TimeExpression } from '../jobs/timeExpression.js';
import type { OverviewPanel } from '../overview/overviewPanel.js';
import type { ChosenGrouping } from '../tree/chosenGrouping.js';
import type { JobTree } from '../tree/jobTree.js';

/** The parts that activation builds, for commands and panels, which are loaded later. */
export interface AppParts {
  readonly extensionUri: vscode.Uri;
  /** Stored for the user, across workspaces. */
  readonly memory: vscode.Memento;
  /** The folder for files of the extension, for this user and machine. */
  readonly storage: vscode.Uri;
  readonly log: Log;
  readonly sessions: Sessions;
  readonly reader: SessionJobReader;
  readonly root: RootFilter;
  readonly grouping: ChosenGrouping;
  readonly tree: JobTree;
  readonly documents: JobDocuments;
  readonly panels: JobPanels;
  readonly overview: SinglePanel<OverviewPanel>;
  readonly calendar: SinglePanel<CalendarPanel>;
  /** The bytes that each query of this window to Athena has read, for which AWS charges. */
  readonly scannedBytes: number[];
  /** The start of the filter under which Athena was last opened, which limits what it reads. */
  athenaStart?: TimeExpression | undefined;
  /** Whether the user last used a job panel or the tree. */
  lastUsed: 'panel' | 'tree';
  /** The interval, in milliseconds, at which running jobs are refreshed; 0 turns this off. */
  readonly liveInterval: () => number;
  /** All loaded jobs. */
  readonly knownJobs: () => Iterable<BackupJob>;
  /** The current connection, on one line. */
  readonly connectionText: () => string;
  /** The current filter, in full. */
  readonly filterText: () => string;
  readonly refresh: () => Promise<void>;
  readonly runRemedy: (remedy: Remedy) => Thenable<unknown>;
}
