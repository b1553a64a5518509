import * as vscode from 'vscode';
import { awsConfigFile, hasAwsConfiguration } from './aws/awsFiles.js';
import { registerCommands } from './commands/commands.js';
import { copyField } from './commands/copyField.js';
import { jobTarget } from './commands/jobTarget.js';
import { openAwsFile } from './commands/openAwsFile.js';
import { accountText } from './connection/accountText.js';
import { sampleConnection } from './connection/connection.js';
import type { ConnectionCommandHost } from './connection/connectionCommands.js';
import { ConnectionStatus } from './connection/connectionStatus.js';
import { connectionSummary } from './connection/connectionSummary.js';
import { SessionJobReader } from './connection/sessionJobReader.js';
import { Sessions } from './connection/sessions.js';
import { startingConnection } from './connection/startingConnection.js';
import { JobPanels } from './details/jobPanels.js';
import { JobDocuments } from './documents/jobDocuments.js';
import { localize } from './editor/localize.js';
import { editFilters } from './filters/editFilters.js';
import { filterSummary } from './filters/filterFields.js';
import { RootQuery } from './filters/rootQuery.js';
import { selectionOf } from './jobs/jobSelection.js';
import type { Remedy } from './jobs/jobSource.js';
import { remedyCommand } from './jobs/remedies.js';
import { awsChoices, connectionOpener } from './openConnection.js';
import { RequestLog } from './requestLog.js';
import { ChosenGrouping } from './tree/chosenGrouping.js';
import { JobTree } from './tree/jobTree.js';
import { branchOf, isRow } from './tree/rows.js';

/** Builds the parts and joins them. Nothing here reads a file of AWS's, loads the SDK or asks AWS anything. */
export function activate(context: vscode.ExtensionContext): void {
  const settings = () => vscode.workspace.getConfiguration('backupJobs');
  const log = vscode.window.createOutputChannel(vscode.l10n.t('Backup Jobs'), { log: true });
  const requestLog = new RequestLog(log);
  const hasConfiguration = hasAwsConfiguration(process.env);

  const sessions = new Sessions({
    memory: context.workspaceState,
    openConnection: connectionOpener(requestLog.write, () => settings().get<string>('endpoint')),
    pageSize: () => settings().get<number>('pageSize'),
    startingConnection: () =>
      startingConnection({
        environment: process.env,
        hasAwsConfiguration: hasConfiguration,
        startWithSampleAccount: settings().get('startWithSampleAccount', false),
        hasDefaultProfile: async () =>
          (await awsChoices.profiles()).some(({ kind, name }) => name === 'default' && kind !== 'other'),
      }),
  });
  const reader = new SessionJobReader(sessions, localize);
  const root = new RootQuery(context.workspaceState);
  const grouping = new ChosenGrouping(context.workspaceState);
  const tree = new JobTree({
    subject: {
      sessions: () => sessions.ready(),
      selection: () => selectionOf(root.value),
      dimensions: () => grouping.value.dimensions,
    },
    liveInterval: () => settings().get('runningJobsInterval', 30) * 1000,
  });
  const documents = new JobDocuments(reader);
  const panels = new JobPanels({
    extensionUri: context.extensionUri,
    reader,
    runRemedy: (remedy) => void runRemedy(remedy),
    openJson: (reference) => void documents.open(reference),
  });

  const targets = {
    selected: () => tree.selectedJob,
    inPanel: () => panels.activeReference,
    referenceTo: ({ job, session: { key, region } }) =>
      job.BackupJobId === undefined ? undefined : { connection: key, region, backupJobId: job.BackupJobId },
    listed: (reference) => reader.listed(reference),
  } satisfies Parameters<typeof jobTarget>[1];
  const runRemedy = (remedy: Remedy) =>
    remedy === 'retry' ? tree.refresh() : vscode.commands.executeCommand(remedyCommand(remedy));
  const connectionHost = {
    sessions,
    aws: awsChoices,
    accountAliases: () => settings().get('accountAliases'),
    openAwsFile,
  } satisfies ConnectionCommandHost;
  const status = new ConnectionStatus();
  const showSubject = () => {
    const summary = connectionSummary(sessions, localize, (account) =>
      accountText(account, connectionHost.accountAliases()),
    );
    const needsSignIn = sessions.inUse?.needsSignIn ?? false;
    status.show({ summary, needsSignIn, isInUse: tree.isVisible });
    tree.showSubject([summary, filterSummary(root.value)].filter(Boolean).join(' · '));
    setContext('isFiltered', root.isFiltered);
    // Jobs of several accounts ask to be told apart by them.
    setContext('offersGroupByAccount', root.value.accountId !== undefined && grouping.value.id !== 'account');
  };
  const showAnew = () => {
    showSubject();
    tree.showAnew();
  };

  context.subscriptions.push(
    log,
    sessions,
    root,
    grouping,
    tree,
    documents,
    panels,
    status,
    tree.onDidShow(showSubject),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('backupJobs.endpoint')) sessions.reopen();
      if (change.affectsConfiguration('backupJobs.accountAliases')) showSubject();
    }),
    sessions.onDidChange(() => {
      showSubject();
      tree.showOther();
    }),
    sessions.onDidLearn(showSubject),
    root.onDidChange(showAnew),
    grouping.onDidChange(showAnew),
    registerCommands({
      refresh: () => tree.refresh(),
      selectConnection: async () => (await connectionCommands()).selectConnection(connectionHost),
      selectRegions: async () => (await connectionCommands()).selectRegions(connectionHost),
      openSampleAccount: () => sessions.choose(sampleConnection),
      signIn: async () => (await connectionCommands()).signIn(connectionHost),
      editAwsConfig: () => openAwsFile({ file: awsConfigFile(process.env) }),
      filter: () =>
        editFilters(root, () =>
          sessions.current.flatMap(({ pool }) => pool.list(selectionOf(root.value)).jobs()),
        ),
      clearFilters: () => root.set({}),
      clearAccountFilter: () => {
        const { accountId: _, ...others } = root.value;
        return root.set(others);
      },
      groupByAccount: () => grouping.choose('account'),
      groupBy: async (argument) => {
        const { groupBy } = await import('./commands/groupBy.js');
        await groupBy(argument, grouping);
      },
      loadMore: (row) => {
        if (isRow(row, 'loadMore')) return tree.loadMore(row.branch, row);
        return tree.loadMore(branchOf(row));
      },
      loadAll: (row) => tree.loadAll(isRow(row, 'loadMore') ? row.branch : branchOf(row)),
      stopLoading: (row) => tree.stopLoading(isRow(row, 'loadMore') ? row.branch : undefined),
      mendFailure: (row) => {
        if (!isRow(row, 'failure')) return undefined;
        if (row.failure.place !== undefined) return openAwsFile(row.failure.place);
        if (row.failure.remedy !== 'retry') return runRemedy(row.failure.remedy);
        return row.branch === undefined ? tree.retry() : tree.loadMore(row.branch, row);
      },
      openDetail: (argument) => {
        const target = jobTarget(argument, targets);
        if (target !== undefined) panels.open(target, { preserveFocus: true });
      },
      openJson: async (argument) => {
        const target = jobTarget(argument, targets);
        if (target?.reference !== undefined) await documents.open(target.reference);
      },
      export: async (row) => {
        const { exportJobs } = await import('./documents/export/exportJobs.js');
        await exportJobs({ parts: () => tree.loadedJobs(branchOf(row)), memory: context.globalState });
      },
      copyJobId: (argument) => copyField(jobTarget(argument, targets), 'BackupJobId'),
      copyResourceArn: (argument) => copyField(jobTarget(argument, targets), 'ResourceArn'),
      copyRecoveryPointArn: (argument) => copyField(jobTarget(argument, targets), 'RecoveryPointArn'),
      showLog: () => log.show(),
    }),
  );
  setContext('hasAwsConfiguration', hasConfiguration);
  showSubject();
}

/** What only a command needs. */
function connectionCommands() {
  return import('./connection/connectionCommands.js');
}

function setContext(name: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', `backupJobs.${name}`, value);
}
