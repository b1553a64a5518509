import { CalendarPanel, type CalendarPanelOptions } from '../calendar/calendarPanel.js';
import type { CalendarScope } from '../calendar/calendarScope.js';
import { connectionKey } from '../connection/connection.js';
import type { PanelFactory } from '../editor/singlePanel.js';
import type { AppParts } from './appParts.js';

/** Opens the calendar of the tree's filter, or of a scope. */
export async function openCalendar(app: AppParts, scope?: CalendarScope): Promise<void> {
  const panel = await app.calendar.open();
  panel.show(scope);
}

/** Creates the panel of the calendar. */
export function createCalendar(
  app: AppParts,
  ...[panel, restored]: Parameters<PanelFactory<CalendarPanel>>
): CalendarPanel {
  return new CalendarPanel(panel, calendarOptions(app), restored);
}

/** Connects the calendar to the connection, the filter, the tree and the job panel. */
function calendarOptions(app: AppParts): CalendarPanelOptions {
  const { extensionUri, filterText, overview, panels, refresh, root, runRemedy, sessions, tree } = app;
  return {
    extensionUri,
    subject: async (scope) => {
      const ready = await sessions.ready();
      if (scope === undefined)
        return ready.length === 0
          ? undefined
          : { sessions: ready, filter: root.value, selection: root.selection, filterText: filterText() };
      const { place, ...ofScope } = scope;
      const own = ready.filter(
        ({ key, region }) => place === undefined || (key === place.connection && region === place.region),
      );
      return own.length === 0 ? undefined : { ...ofScope, sessions: own };
    },
    connectionText: (those) =>
      those.every((one) => sessions.current.some(({ pool }) => pool === one.pool))
        ? app.connectionText()
        : undefined,
    filter: (scope) => ({ filter: scope?.filter ?? root.value, text: scope?.filterText ?? filterText() }),
    refresh,
    runRemedy,
    filterTree: async (filter) => {
      await root.set(filter);
      await tree.bringToFront();
    },
    openJob: (reference, job) => panels.open({ reference, job }, { preserveFocus: false }),
    openOverview: () => overview.open(),
    exportTable: async (lines) => {
      const { saveCsv } = await import('../documents/export/saveCsv.js');
      await saveCsv(lines, 'backup-calendar');
    },
    connection: () => sessions.chosen && connectionKey(sessions.chosen),
    onDidChangeConnection: sessions.onDidChange,
    onDidChangeJobs: sessions.onDidChangeJobs,
    subjectEvents: [root.onDidChange, sessions.onDidLearn],
  };
}
