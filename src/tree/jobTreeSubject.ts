import type * as vscode from 'vscode';
import type { Dimension } from '../jobs/grouping.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { JobTreeSession } from './rows.js';

/** What the tree shows: sessions, filter and grouping. */
export interface JobTreeSubject {
  /** A session for each region; empty if no connection is selected. */
  readonly sessions: () => Promise<readonly JobTreeSession[]>;
  readonly selection: () => JobSelection;
  readonly dimensions: () => readonly Dimension[];
  /** Whether the resources that need attention are the first row; if absent, they are not. */
  readonly showsAttention?: () => boolean;
  /** Whether groups with bad jobs come first; if absent, all groups are sorted by name. */
  readonly badFirst?: () => boolean;
  /** Fires when another connection is selected. */
  readonly onDidChangeConnection: vscode.Event<unknown>;
  /** Each fires when another filter or grouping is chosen. */
  readonly onDidChange: readonly vscode.Event<unknown>[];
}
