import { revealInTree } from '../commands/revealInTree.js';
import type { JobPanelOptions } from '../details/jobPanelOptions.js';
import type { AppParts } from './appParts.js';
import { commandTable } from './commandTable.js';
import { copySummaryOfTargets } from './copySummaries.js';
import { exportHistory } from './exportHistory.js';
import { panelFilters } from './panelFilters.js';
import { runOnJob } from './runCommand.js';

/** Connects the job panels to the connection, the tree and the commands. */
export function panelOptions(app: AppParts): JobPanelOptions {
  const { extensionUri, liveInterval, memory, reader, runRemedy, sessions, tree } = app;
  return {
    extensionUri,
    reader,
    lister: reader,
    knownJobs: function* (place) {
      for (const session of sessions.current) {
        const found = session.at(place);
        if (found === undefined) continue;
        yield* found.pool.knownJobs();
        // The cause of a job of the archive may go on.
        if (found !== session) yield* session.pool.knownJobs();
      }
    },
    memory,
    runRemedy,
    actions: {
      openJson: (job) => runOnJob('openJson', job, app),
      openInConsole: (job) => runOnJob('openInConsole', job, app),
      copyCliCommand: (job) => runOnJob('copyCliCommand', job, app),
      exportHistory: (job) => exportHistory(job, app),
      copySummary: (job, write) => copySummaryOfTargets([job], app, write),
      openInNewPanel: (job) => runOnJob('openInNewPanel', job, app),
      revealInTree: (job) => revealInTree(job, tree),
      acceptKnownIssue: (job) => runOnJob('acceptIssue', job, app),
      manageKnownIssues: () => commandTable.showKnownIssues.view(app),
    },
    focusTree: () => {
      app.lastUsed = 'tree';
      return tree.bringToFront({ takesFocus: true });
    },
    filters: panelFilters(app),
    refreshMs: liveInterval,
    onDidChangeJobs: sessions.onDidChangeJobs,
    onUse: () => {
      app.lastUsed = 'panel';
    },
  };
}
