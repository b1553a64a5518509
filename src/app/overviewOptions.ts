import type { PanelFactory } from '../editor/singlePanel.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import { OverviewPanel, type OverviewPanelOptions } from '../overview/overviewPanel.js';
import type { AppParts } from './appParts.js';
import { openCalendar } from './calendarOptions.js';
import { partScope } from './calendarScopes.js';

/** Creates the panel of the overview. */
export function openOverview(app: AppParts, ...args: Parameters<PanelFactory<OverviewPanel>>): OverviewPanel {
  const [panel, restored] = args;
  return new OverviewPanel(panel, overviewOptions(app), restored);
}

/** Connects the overview to the connection, the filter, the tree and the job panel. */
function overviewOptions(app: AppParts): OverviewPanelOptions {
  const { extensionUri, filterText, grouping, panels, refresh, root, runRemedy, sessions, tree } = app;
  const filterTree = async (filter: JobFilter) => {
    await root.set(filter);
    await tree.bringToFront();
  };
  return {
    extensionUri,
    subject: async () => {
      const ready = await sessions.ready();
      if (ready.length === 0) return undefined;
      return { sessions: ready, filter: root.value, selection: root.selection, filterText: filterText() };
    },
    connectionText: (those) => (those === sessions.current ? app.connectionText() : undefined),
    filter: () => ({ filter: root.value, text: filterText() }),
    refresh,
    runRemedy,
    filterTree,
    showOutcomes: async (filter) => {
      await grouping.choose('outcome');
      await filterTree(filter);
    },
    copySummary: async ({ filterText: filter, selection, sessions: those }, connection, write) => {
      const { copySummary } = await import('../commands/copySummary.js');
      const sources = those.map(({ key, pool, region }) => ({ key, pool, region, selection }));
      await copySummary({ sources, connection, filter }, write);
    },
    openCalendar: (of) => openCalendar(app, of && partScope(app, of.subject, of.part)),
    exportReport: async ({ filterText: filter, selection, sessions: those }) => {
      const { exportReportOn } = await import('./exportReports.js');
      await exportReportOn(app, those, selection, filter);
    },
    acceptIssue: async (what) => (await import('./knownIssueCommands.js')).acceptTarget(what, app),
    openJob: (reference, job) => panels.open({ reference, job }, { preserveFocus: false }),
    onDidChangeConnection: sessions.onDidChange,
    onDidChangeJobs: sessions.onDidChangeJobs,
    subjectEvents: [root.onDidChange, sessions.onDidLearn],
  };
}
