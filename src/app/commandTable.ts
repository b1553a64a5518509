import { sampleConnection } from '../connection/connection.js';
import { withArchives } from '../connection/session.js';
import type { ExportPart } from '../documents/export/exportedJobs.js';
import type { TextField } from '../jobs/jobField.js';
import { placeOf } from '../jobs/jobReader.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { branchOf, type GroupRow, isRow, type Row } from '../tree/rows.js';
import type { AppParts } from './appParts.js';
import type { Command } from './command.js';
import { copySummaryOfGroup, copySummaryOfTargets, copyWholeSummary } from './copySummaries.js';
import { endpointSettings } from './endpointSettings.js';
import { filterCommands } from './filterCommandRows.js';
import type { ConnectionCommandName } from './runConnectionCommand.js';

/**
 * Every command, by its name after `backupJobs.` in package.json, which has its title and menus. The modules
 * that do the work are loaded when a command runs.
 */
export const commandTable = {
  refresh: { view: (app) => app.refresh() },
  selectConnection: connects('selectConnection'),
  selectRegions: connects('selectRegions'),
  signIn: connects('signIn'),
  openSampleAccount: { view: ({ sessions }) => sessions.choose(sampleConnection) },
  openHistory: { view: async (app) => (await historyCommands()).openHistory(app) },
  openAsHistory: {
    view: async (app, file, files) => (await historyCommands()).openHistory(app, file, files),
  },
  connectToAthena: { view: async (app) => (await historyCommands()).connectToAthena(app) },
  keepHistory: { view: async (app) => (await keepHistoryCommands()).setHistoryKept(app, true) },
  stopKeepingHistory: { view: async (app) => (await keepHistoryCommands()).setHistoryKept(app, false) },
  deleteHistory: { view: async (app) => (await keepHistoryCommands()).deleteKeptHistory(app) },
  editAwsConfig: {
    view: async () => {
      const { awsConfigFile } = await import('../aws/awsFiles.js');
      const { openAwsFile } = await import('../commands/openAwsFile.js');
      await openAwsFile({ file: awsConfigFile(process.env) });
    },
  },
  openEndpointSetting: {
    view: async () => (await import('../commands/openSettings.js')).openSettings(endpointSettings),
  },
  ...filterCommands(),
  clearFilters: { view: ({ root }) => root.set({}) },
  clearAccountFilter: {
    view: ({ root }) => {
      const { accountId: _, ...others } = root.value;
      return root.set(others);
    },
  },
  groupBy: {
    view: async ({ grouping }, argument) =>
      (await import('../commands/groupBy.js')).groupBy(argument, grouping),
  },
  groupByAccount: { view: ({ grouping }) => grouping.choose('account') },
  loadMore: {
    row: (row, { tree }) => {
      if (isRow(row, 'loadMore')) return tree.loadMore(row.branch, row);
      const branch = branchOf(row);
      return branch && tree.loadMore(branch);
    },
    view: ({ tree }) => tree.loadMore(),
  },
  loadAll: {
    row: (row, { tree }) => {
      const branch = isRow(row, 'loadMore') ? row.branch : branchOf(row);
      return branch && tree.loadAll(branch);
    },
    view: ({ tree }) => tree.loadAll(),
  },
  loadWholeTree: { view: ({ tree }) => tree.loadAll() },
  stopLoading: {
    row: (row, { tree }) => (isRow(row, 'loadMore') ? tree.stopLoading(row.branch) : undefined),
    view: ({ tree }) => tree.stopLoading(),
  },
  stopWholeTree: { view: ({ tree }) => tree.stopLoading() },
  fixFailure: { row: async (row, app) => (await import('./fixFailure.js')).fixFailure(row, app) },
  openOverview: {
    view: async ({ overview }) => {
      await overview.open();
    },
  },
  openCalendar: {
    view: async (app) => (await import('./calendarOptions.js')).openCalendar(app),
    group: openCalendarOf,
    job: openCalendarOf,
    row: openCalendarOf,
  },
  openWholeCalendar: { view: async (app) => (await import('./calendarOptions.js')).openCalendar(app) },
  openDetail: { job: (job, { panels }) => panels.open(job, { preserveFocus: true }) },
  enterRow: {
    view: async ({ panels, tree }) => (await import('../commands/enterRow.js')).enterRow(tree, panels),
  },
  openView: { view: ({ tree }) => tree.bringToFront({ takesFocus: true }) },
  showSameCause: {
    job: async (job, { root }) => (await import('../commands/showSameCause.js')).showSameCause(job, root),
    group: async (group, { root }) =>
      (await import('../commands/showSameCause.js')).showSameCause(group, root),
    view: async ({ root, tree }) => {
      const { focusedOrigin, showSameCause } = await import('../commands/showSameCause.js');
      await showSameCause(await focusedOrigin(tree), root);
    },
  },
  openInNewPanel: { job: (job, { panels }) => panels.openInNewPanel(job) },
  goBack: { view: ({ panels }) => panels.loaded?.go(-1) },
  goForward: { view: ({ panels }) => panels.loaded?.go(1) },
  openJson: {
    jobs: async (jobs, { documents }) => (await import('../commands/openJson.js')).openJson(jobs, documents),
    group: (group, { documents }) => documents.open(selectionIn(group)),
  },
  refreshJson: { view: ({ documents }) => documents.refresh() },
  findResource: {
    view: async ({ panels, runRemedy, sessions }) =>
      (await import('../commands/findResource.js')).findResource(
        { hasConnection: () => sessions.hasConnection(), sessions: () => sessions.ready(), runRemedy },
        (job) => panels.open(job, { preserveFocus: true }),
      ),
  },
  openJobById: {
    view: async ({ documents, panels, reader, runRemedy, sessions }) =>
      (await import('../commands/openJobById.js')).openJobById({
        inPanel: (reference) => panels.open({ reference }, { preserveFocus: false }),
        asJson: (reference) => documents.open({ reference }),
        hasConnection: () => sessions.hasConnection(),
        sessions: async () => (await sessions.ready()).map(placeOf),
        runRemedy,
        isListed: (reference) => reader.listed(reference) !== undefined,
      }),
  },
  openInConsole: {
    job: async (job) => (await import('../commands/openInConsole.js')).openInConsole(job),
  },
  copyCliCommand: {
    jobs: async (jobs) => (await import('../commands/copyCliCommand.js')).copyDescribeCommands(jobs),
    group: async (group) =>
      (await import('../commands/copyCliCommand.js')).copyCliCommand(selectionIn(group)),
  },
  copyJobId: copies('BackupJobId'),
  copyResourceArn: copies('ResourceArn'),
  copyRecoveryPointArn: copies('RecoveryPointArn'),
  copyStatusMessage: copies('StatusMessage'),
  copySummary: {
    jobs: (jobs, app) => copySummaryOfTargets(jobs, app),
    group: copySummaryOfGroup,
    view: copyWholeSummary,
  },
  copyWholeSummary: { view: copyWholeSummary },
  export: {
    jobs: async (jobs, { memory, sessions }) => {
      const { partsOfJobs } = await import('../documents/export/exportedJobs.js');
      await exportParts(async () => partsOfJobs(jobs, withArchives(sessions.current)), memory);
    },
    group: (group, { memory, tree }) => exportParts(() => tree.loadedJobs(group), memory),
    view: exportTree,
  },
  exportReport: {
    view: async (app) => (await import('./exportReports.js')).exportWholeReport(app),
  },
  copyAsMarkdown: {
    jobs: async (jobs, app) => (await import('./exportReports.js')).copyReportOfTargets(jobs, app),
    group: async (group, app) => (await import('./exportReports.js')).copyReportOfGroup(group, app),
  },
  acceptIssue: {
    jobs: async (jobs, app) => (await knownIssueCommands()).acceptJobs(jobs, app),
    group: async (group, app) => (await knownIssueCommands()).acceptGroup(group, app),
    row: async (row, app) => (await knownIssueCommands()).acceptRow(row, app),
  },
  showKnownIssues: { view: async (app) => (await knownIssueCommands()).showKnownIssues(app) },
  exportWholeTree: { view: exportTree },
  showLog: { view: ({ log }) => log.show() },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commandTable;

async function openCalendarOf(about: JobTarget | Row, app: AppParts): Promise<void> {
  await (await import('./calendarScopes.js')).openCalendarOf(app, about);
}

function copies(field: TextField) {
  return {
    jobs: async (jobs: readonly JobTarget[]) =>
      (await import('../commands/copyField.js')).copyField(jobs, field),
  };
}

function keepHistoryCommands() {
  return import('./keepHistoryCommands.js');
}

function knownIssueCommands() {
  return import('./knownIssueCommands.js');
}

function historyCommands() {
  return import('./historyCommands.js');
}

function connects(name: ConnectionCommandName) {
  return {
    view: async (app: AppParts) =>
      (await import('./runConnectionCommand.js')).runConnectionCommand(name, app),
  };
}

async function exportTree(app: AppParts): Promise<void> {
  await (await import('./exportTree.js')).exportTree(app);
}

async function exportParts(
  parts: () => Promise<readonly ExportPart[]>,
  memory: AppParts['memory'],
): Promise<void> {
  const { exportJobs } = await import('../documents/export/exportJobs.js');
  await exportJobs({ parts, memory });
}

function selectionIn({ list, session }: GroupRow) {
  return { place: placeOf(session), selection: list.selection };
}
