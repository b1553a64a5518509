import * as vscode from 'vscode';
import { type CommandHandler, registerCommands } from './commands/commands.js';
import type { CliSubject } from './commands/copyCliCommand.js';
import type { CopiedField } from './commands/copyField.js';
import { type JobTarget, jobTarget, rowTarget } from './commands/jobTarget.js';
import type { AwsFilePlace } from './commands/openAwsFile.js';
import { revealInTree } from './commands/revealInTree.js';
import { accountText } from './connection/accountText.js';
import { sampleConnection } from './connection/connection.js';
import type { ConnectionCommandHost } from './connection/connectionCommands.js';
import { ConnectionStatus } from './connection/connectionStatus.js';
import { connectionSummary } from './connection/connectionSummary.js';
import { SessionJobReader } from './connection/sessionJobReader.js';
import { Sessions } from './connection/sessions.js';
import { JobPanels } from './details/jobPanels.js';
import { JobDocuments } from './documents/jobDocuments.js';
import { localize } from './editor/localize.js';
import { Log } from './editor/log.js';
import { statusMessage } from './editor/notify.js';
import { setContext } from './editor/setContext.js';
import { userSetting } from './editor/userSetting.js';
import { filterCommandNames } from './filters/filterCommandNames.js';
import { RootFilter } from './filters/rootFilter.js';
import { fullFilterText, planNameIn, shortFilterText } from './jobs/filterText.js';
import type { JobPlace, JobReference } from './jobs/jobReader.js';
import type { Remedy } from './jobs/jobSource.js';
import { numericSetting } from './jobs/numericSettings.js';
import { isOldRead } from './jobs/oldRead.js';
import { remedyCommand } from './jobs/remedies.js';
import { visibleLine } from './jobs/visibleText.js';
import { Overviews } from './overview/overviews.js';
import { panelFilters } from './panelFilters.js';
import { ChosenGrouping } from './tree/chosenGrouping.js';
import { JobTree } from './tree/jobTree.js';
import { branchOf, type GroupRow, isRow } from './tree/rows.js';

/** Builds the parts and joins them. Nothing here reads a file of AWS's, loads the SDK or asks AWS anything. */
export function activate(context: vscode.ExtensionContext): void {
  const settings = () => vscode.workspace.getConfiguration('backupJobs');
  const pageSize = () => numericSetting('pageSize', settings().get('pageSize'));
  const liveInterval = () =>
    numericSetting('runningJobsInterval', settings().get('runningJobsInterval')) * 1000;
  const log = new Log(vscode.l10n.t('Backup Jobs'));

  const sessions = new Sessions({
    memory: context.workspaceState,
    openConnection: async (connection, listener) => {
      const { openConnection } = await import('./openConnection.js');
      return openConnection(connection, listener, log);
    },
    pageSize,
    startingConnection: async () => {
      const { startingConnection } = await import('./connection/startingConnection.js');
      const { environmentProfiles, hasAwsConfiguration } = await awsFiles();
      return startingConnection({
        environment: process.env,
        environmentProfiles: environmentProfiles(process.env),
        hasAwsConfiguration: hasAwsConfiguration(process.env),
        startWithSampleAccount: userSetting('startWithSampleAccount') === true,
        hasDefaultProfile: async () =>
          (await (await awsChoices()).profiles()).profiles.some(
            ({ kind, name }) => name === 'default' && kind !== 'machine',
          ),
      });
    },
  });
  const reader = new SessionJobReader(sessions, localize);
  const root = new RootFilter(context.workspaceState);
  if (root.problems.length > 0)
    statusMessage(
      vscode.l10n.t('Parts of the last filter cannot be used and are left out: {problems}', {
        problems: root.problems.map((problem) => visibleLine(problem, 60)).join(', '),
      }),
    );
  const grouping = new ChosenGrouping(context.workspaceState);
  const tree = new JobTree({
    subject: {
      sessions: () => sessions.ready(),
      selection: () => root.selection,
      dimensions: () => grouping.value.dimensions,
    },
    liveInterval,
  });
  const documents = new JobDocuments(reader);
  const panels = new JobPanels({
    extensionUri: context.extensionUri,
    reader,
    runRemedy: (remedy) => void runRemedy(remedy),
    lister: reader,
    actions: {
      openJson: onReference((reference) => documents.open({ reference })),
      openInConsole: onReference(openInConsole),
      copyCliCommand: onReference((reference) => copyCliCommand({ reference })),
      openInNewPanel: (subject) => panels.openInNewPanel(subject),
      revealInTree: (subject) => revealInTree(subject, tree),
    },
    filters: panelFilters(() => tree.bringToFront()),
    refreshMs: liveInterval,
  });

  const targets = {
    selected: () => tree.selectedJob,
    inPanel: () => panels.activeSubject,
    referenceTo: ({ job, session: { key, region } }) =>
      job.BackupJobId === undefined ? undefined : { connection: key, region, backupJobId: job.BackupJobId },
    listed: (reference) => reader.listed(reference),
  } satisfies Parameters<typeof jobTarget>[1];
  const onTarget =
    (work: (target: JobTarget) => unknown): CommandHandler =>
    (argument) => {
      const target = jobTarget(argument, targets);
      return target === undefined ? undefined : work(target);
    };
  const runRemedy = (remedy: Remedy) =>
    remedy === 'retry' ? refresh() : vscode.commands.executeCommand(remedyCommand(remedy));
  const connectionHost = {
    sessions,
    aws: awsChoices,
    accountAliases: () => userSetting('accountAliases'),
    openAwsFile,
  } satisfies ConnectionCommandHost;
  const status = new ConnectionStatus();
  const connectionText = (mayBeCut = false) =>
    connectionSummary(
      sessions,
      localize,
      (account) => accountText(account, connectionHost.accountAliases()),
      mayBeCut,
    );
  const knownJobs = function* () {
    for (const { pool } of sessions.current) yield* pool.knownJobs();
  };
  const filterText = (text: typeof fullFilterText) =>
    text(root.value, localize, vscode.env.language, planNameIn(knownJobs(), root.value));
  const showSubject = () => {
    const summary = connectionText();
    const needsSignIn = sessions.inUse?.needsSignIn ?? false;
    status.show({ summary: connectionText(true), needsSignIn, isInUse: tree.isVisible });
    const subjectWith = (text: typeof fullFilterText) =>
      [summary, filterText(text)].filter(Boolean).join(' · ');
    tree.showSubject({ short: subjectWith(shortFilterText), full: subjectWith(fullFilterText) });
    setContext('isFiltered', root.isSet);
    // Jobs of several accounts ask to be told apart by them.
    setContext('offersGroupByAccount', root.value.accountId !== undefined && grouping.value.id !== 'account');
  };
  const refreshRows = () => {
    showSubject();
    tree.refreshRows();
  };
  const refresh = () => {
    root.renew();
    return tree.refresh();
  };
  const overviews = new Overviews(async () => {
    const { overviewHost } = await import('./overviewHost.js');
    return overviewHost({
      extensionUri: context.extensionUri,
      sessions,
      root,
      tree,
      panels,
      refresh,
      runRemedy: (remedy) => void runRemedy(remedy),
      connectionText,
      filterText: () => filterText(fullFilterText),
    });
  });
  const filterHost = {
    root,
    knownJobs,
    vaultNames: async () => {
      const ready = await sessions.ready().catch(() => []);
      return (await Promise.all(ready.map((session) => session.vaultNames()))).flat();
    },
    warn: log.warn,
  };
  const filterCommands = filterCommandNames.map((name) => {
    const handler = async (row: unknown) => {
      const { runFilterCommand } = await import('./commands/filterCommands.js');
      await runFilterCommand(name, row, filterHost);
    };
    return [name, handler] as const;
  });

  context.subscriptions.push(
    log,
    sessions,
    root,
    grouping,
    tree,
    documents,
    documents.register(),
    panels,
    overviews,
    status,
    tree.onDidShow(showSubject),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (endpointSettings.some((name) => change.affectsConfiguration(name))) sessions.reopen();
      if (change.affectsConfiguration('backupJobs.accountAliases')) showSubject();
    }),
    sessions.onDidChange(() => {
      tree.showOther();
      root.renew();
      showSubject();
    }),
    sessions.onDidLearn(showSubject),
    root.onDidChange(() => {
      refreshRows();
      // What is asked for now is not answered with what was read last night.
      if (sessions.current.some(({ pool }) => isOldRead(pool.readAt))) void refresh();
    }),
    grouping.onDidChange(refreshRows),
    tree.onDidSelectJob((row) => panels.follow(rowTarget(row, targets))),
    registerCommands({
      refresh,
      selectConnection: async () => (await connectionCommands()).selectConnection(connectionHost),
      selectRegions: async () => (await connectionCommands()).selectRegions(connectionHost),
      openSampleAccount: () => sessions.choose(sampleConnection),
      signIn: async () => (await connectionCommands()).signIn(connectionHost),
      editAwsConfig: async () => openAwsFile({ file: (await awsFiles()).awsConfigFile(process.env) }),
      openEndpointSetting: () =>
        vscode.commands.executeCommand('workbench.action.openSettings', `@id:${endpointSettings.join()}`),
      ...Object.fromEntries(filterCommands),
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
      fixFailure: (row) => {
        if (!isRow(row, 'failure')) return undefined;
        if (row.failure.place !== undefined) return openAwsFile(row.failure.place);
        if (row.failure.remedy !== 'retry') return runRemedy(row.failure.remedy);
        return row.branch === undefined ? tree.retry() : tree.loadMore(row.branch, row);
      },
      openDetail: onTarget((target) => panels.open(target, { preserveFocus: true })),
      openInNewPanel: onTarget((target) => panels.openInNewPanel(target)),
      goBack: () => panels.go(-1),
      goForward: () => panels.go(1),
      openJson: (argument) =>
        isRow(argument, 'group')
          ? documents.open({ place: placeOf(argument), selection: argument.list.selection })
          : onTarget(onReference((reference) => documents.open({ reference })))(argument),
      refreshJson: () => documents.refresh(),
      openJobById: async () => {
        const { openJobById } = await import('./commands/openJobById.js');
        await openJobById({
          inPanel: (reference) => panels.open({ reference }, { preserveFocus: false }),
          asJson: (reference) => documents.open({ reference }),
          hasConnection: () => sessions.hasConnection(),
          places: async () => (await sessions.ready()).map(placeOf),
          runRemedy,
          isListed: (reference) => reader.listed(reference) !== undefined,
        });
      },
      openInConsole: onTarget(onReference(openInConsole)),
      copyCliCommand: (argument) =>
        isRow(argument, 'group')
          ? copyCliCommand({ place: placeOf(argument), selection: argument.list.selection })
          : onTarget(onReference((reference) => copyCliCommand({ reference })))(argument),
      export: async (row) => {
        const { exportJobs } = await import('./documents/export/exportJobs.js');
        await exportJobs({ parts: () => tree.loadedJobs(branchOf(row)), memory: context.globalState });
      },
      openOverview: () => overviews.open(),
      copyJobId: (argument) => copyField(jobTarget(argument, targets), 'BackupJobId'),
      copyResourceArn: (argument) => copyField(jobTarget(argument, targets), 'ResourceArn'),
      copyRecoveryPointArn: (argument) => copyField(jobTarget(argument, targets), 'RecoveryPointArn'),
      showLog: () => log.show(),
    }),
  );
  void import('./followAwsFiles.js').then(({ followAwsFiles }) =>
    context.subscriptions.push(followAwsFiles(sessions)),
  );
  showSubject();
}

const endpointSettings = ['backupJobs.endpoint', 'backupJobs.allowInsecureEndpoints'];

/** What only a command needs. */
function connectionCommands() {
  return import('./connection/connectionCommands.js');
}

function placeOf(of: GroupRow | { readonly key: string; readonly region: string }): JobPlace {
  const { key, region } = 'session' in of ? of.session : of;
  return { connection: key, region };
}

async function copyCliCommand(subject: CliSubject): Promise<void> {
  const command = await import('./commands/copyCliCommand.js');
  await command.copyCliCommand(subject);
}

async function openAwsFile(place: AwsFilePlace): Promise<void> {
  const command = await import('./commands/openAwsFile.js');
  await command.openAwsFile(place);
}

async function openInConsole(reference: JobReference): Promise<void> {
  const command = await import('./commands/openInConsole.js');
  await command.openInConsole(reference);
}

/** Does something with the job that a panel or a command is about, where AWS gave it an id. */
function onReference(work: (reference: JobReference) => Promise<void>) {
  return async ({ reference }: { readonly reference: JobReference | undefined }): Promise<void> => {
    if (reference !== undefined) await work(reference);
  };
}

/** What the pickers choose from; nothing of it is loaded before. */
async function awsChoices() {
  return (await import('./openConnection.js')).awsChoices;
}

/** Where the AWS files are; the files themselves are read by other bundles. */
function awsFiles() {
  return import('./aws/awsFiles.js');
}

async function copyField(target: JobTarget | undefined, field: CopiedField): Promise<void> {
  const command = await import('./commands/copyField.js');
  await command.copyField(target, field);
}
