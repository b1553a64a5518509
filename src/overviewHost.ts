import type * as vscode from 'vscode';
import type { Sessions } from './connection/sessions.js';
import type { JobPanels } from './details/jobPanels.js';
import type { RootFilter } from './filters/rootFilter.js';
import type { Remedy } from './jobs/jobSource.js';
import type { OverviewPanelOptions } from './overview/overviewPanel.js';
import type { JobTree } from './tree/jobTree.js';

/** What the overview meets of the other modules. */
export interface OverviewParts {
  readonly extensionUri: vscode.Uri;
  readonly sessions: Sessions;
  readonly root: RootFilter;
  readonly tree: JobTree;
  readonly panels: JobPanels;
  readonly refresh: () => Promise<void>;
  readonly runRemedy: (remedy: Remedy) => void;
  /** Whose jobs the connection in use shows, in a line. */
  readonly connectionText: () => string;
  /** The filter in use, whole. */
  readonly filterText: () => string;
}

/** Joins the overview to the connection, the filter, the tree and the job panel. */
export function overviewHost(parts: OverviewParts): OverviewPanelOptions {
  const { filterText, panels, root, sessions, tree } = parts;
  return {
    extensionUri: parts.extensionUri,
    subject: async () => {
      const ready = await sessions.ready();
      if (ready.length === 0) return undefined;
      return { sessions: ready, filter: root.value, selection: root.selection, filterText: filterText() };
    },
    connectionText: (those) => (those === sessions.current ? parts.connectionText() : undefined),
    filter: () => ({ filter: root.value, text: filterText() }),
    refresh: parts.refresh,
    runRemedy: parts.runRemedy,
    filterTree: async (filter) => {
      await root.set(filter);
      await tree.bringToFront();
    },
    openJob: (reference, job) => panels.open({ reference, job }, { preserveFocus: false }),
    onDidChangeConnection: sessions.onDidChange,
    subjectEvents: [root.onDidChange, sessions.onDidLearn],
  };
}
