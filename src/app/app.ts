import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ConnectionStatus } from '../connection/connectionStatus.js';
import { SessionJobReader } from '../connection/sessionJobReader.js';
import { Sessions } from '../connection/sessions.js';
import { JobPanels } from '../details/jobPanels.js';
import { JobDocuments } from '../documents/jobDocuments.js';
import { Log } from '../editor/log.js';
import { statusMessage } from '../editor/notify.js';
import { SinglePanel } from '../editor/singlePanel.js';
import { RootFilter } from '../filters/rootFilter.js';
import { numericSetting } from '../jobs/numericSettings.js';
import { remedyCommand } from '../jobs/remedies.js';
import { visibleLine } from '../jobs/visibleText.js';
import { ChosenGrouping } from '../tree/chosenGrouping.js';
import { JobTree } from '../tree/jobTree.js';
import { jobOfRow } from '../tree/rows.js';
import type { AppParts } from './appParts.js';
import { endpointSettings } from './endpointSettings.js';
import { registerCommands } from './registerCommands.js';
import { connectionText, filterText, showSubject } from './shownSubject.js';

/** Builds the parts and connects them. Nothing here reads an AWS file, loads the SDK or makes a request. */
export function startApp(context: vscode.ExtensionContext): void {
  const app = buildParts(context);
  const { calendar, documents, grouping, log, overview, panels, root, sessions, tree } = app;
  const status = new ConnectionStatus();
  const show = () => showSubject(app, status);
  context.subscriptions.push(
    log,
    sessions,
    root,
    grouping,
    tree,
    documents,
    documents.register(),
    panels,
    overview,
    calendar,
    status,
    tree.onDidShow(show),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (endpointSettings.some((name) => change.affectsConfiguration(name))) sessions.reopen();
      if (change.affectsConfiguration('backupJobs.accountAliases')) show();
    }),
    sessions.onDidChange(() => {
      root.renew();
      show();
    }),
    sessions.onDidLearn(show),
    sessions.onDidChangeJobs(show),
    root.onDidChange(show),
    grouping.onDidChange(show),
    tree.onDidChangeSelection(() => {
      app.lastUsed = 'tree';
    }),
    tree.onDidSelectJob((row) => panels.loaded?.follow(jobOfRow(row))),
    registerCommands(context.extension, app),
  );
  void import('./startLater.js').then(({ startLater }) => context.subscriptions.push(startLater(app)));
  showProblems(root);
  show();
}

function buildParts({
  extensionUri,
  globalState,
  globalStorageUri,
  workspaceState,
}: vscode.ExtensionContext): AppParts {
  const setting = (name: 'pageSize' | 'runningJobsInterval') =>
    numericSetting(name, vscode.workspace.getConfiguration('backupJobs').get(name));
  const liveInterval = () => setting('runningJobsInterval') * 1000;
  const log = new Log(l10n.t('Backup Jobs'));
  const sessions = new Sessions({
    memory: workspaceState,
    openConnection: async (connection, listener) => {
      const { openConnection } = await import('./openConnection.js');
      return openConnection(connection, listener, app);
    },
    pageSize: () => setting('pageSize'),
    startingConnection: async () => (await import('./openConnection.js')).firstConnection(),
  });
  const root = new RootFilter(workspaceState);
  const grouping = new ChosenGrouping(workspaceState);
  const tree = new JobTree({
    subject: {
      sessions: () => sessions.ready(),
      selection: () => root.selection,
      dimensions: () => grouping.value.dimensions,
      // What is overdue, and whether the last good backup is too old, is about now. A history is not.
      showsAttention: () =>
        configuration().get('showNeedsAttention') !== false && sessions.chosen?.kind !== 'history',
      badFirst: () => configuration().get('sortGroups') !== 'name',
      onDidChangeConnection: sessions.onDidChange,
      onDidChange: [root.onDidChange, grouping.onDidChange, onDidChangeRowSettings],
    },
    liveInterval,
    onDrop: (uriList) => vscode.commands.executeCommand('backupJobs.openAsHistory', uriList),
  });
  const reader = new SessionJobReader(sessions);
  const app: AppParts = {
    extensionUri,
    memory: globalState,
    storage: globalStorageUri,
    log,
    sessions,
    reader,
    root,
    grouping,
    tree,
    documents: new JobDocuments(reader),
    panels: new JobPanels(async () => (await import('./panelOptions.js')).panelOptions(app)),
    overview: new SinglePanel('backupJobs.overview', async (...args) =>
      (await import('./overviewOptions.js')).openOverview(app, ...args),
    ),
    calendar: new SinglePanel('backupJobs.calendar', async (...args) =>
      (await import('./calendarOptions.js')).createCalendar(app, ...args),
    ),
    scannedBytes: [],
    lastUsed: 'panel',
    liveInterval,
    knownJobs: function* () {
      for (const { pool } of sessions.current) yield* pool.knownJobs();
    },
    connectionText: () => connectionText(app),
    filterText: () => filterText(app),
    refresh: async () => {
      // The files of a history may have changed. Athena is only asked again.
      const isCharged = sessions.current.some(({ source }) => source.isCharged);
      if (sessions.chosen?.kind === 'history' && !isCharged) return sessions.reopen();
      root.renew();
      await tree.refresh();
    },
    runRemedy: (remedy) =>
      remedy === 'retry' ? app.refresh() : vscode.commands.executeCommand(remedyCommand(remedy)),
  };
  return app;
}

const configuration = () => vscode.workspace.getConfiguration('backupJobs');

const onDidChangeRowSettings: vscode.Event<unknown> = (listener) =>
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (rowSettings.some((name) => change.affectsConfiguration(`backupJobs.${name}`))) listener(change);
  });

/** The settings that decide which rows the tree has. */
const rowSettings = ['showNeedsAttention', 'sortGroups'];

/** Reports the parts of the stored filter that cannot be used. */
function showProblems({ problems }: RootFilter): void {
  if (problems.length > 0)
    statusMessage(
      l10n.t('Parts of the last filter cannot be used and are left out: {problems}', {
        problems: problems.map((problem) => visibleLine(problem, 60)).join(', '),
      }),
    );
}
