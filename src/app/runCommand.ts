import * as l10n from '@vscode/l10n';
import { type CommandTarget, commandTarget } from '../commands/commandTarget.js';
import { statusMessage } from '../editor/notify.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { isAnyRow } from '../tree/rows.js';
import type { AppParts } from './appParts.js';
import { type Command, scopesOf } from './command.js';
import { type CommandName, commandTable } from './commandTable.js';

/** Runs a command as VS Code calls it. If its scopes match nothing, the status bar says so. */
export async function runCommand(name: string, args: readonly unknown[], app: AppParts): Promise<unknown> {
  const command = Object.entries<Command>(commandTable).find(([one]) => one === name)?.[1];
  if (command === undefined) throw new RangeError(`No command is named ${name}`);
  // A click on a selected row does not change the selection, so the tree is marked as used here.
  if (isAnyRow(args[0])) app.lastUsed = 'tree';
  const target = commandTarget(args, scopesOf(command), {
    selection: app.tree.selection,
    inPanel: app.panels.loaded?.activeTarget,
    lastUsed: app.lastUsed,
    listed: (reference) => app.reader.listed(reference),
  });
  return runOn(command, target, args, app);
}

/** Runs a command for the job of a panel. */
export async function runOnJob(name: CommandName, job: JobTarget, app: AppParts): Promise<unknown> {
  const command: Command = commandTable[name];
  return command.job === undefined ? command.jobs?.([job], app) : command.job(job, app);
}

async function runOn(
  command: Command,
  target: CommandTarget,
  [argument, others]: readonly unknown[],
  app: AppParts,
): Promise<unknown> {
  switch (target.scope) {
    case 'job':
      return command.job?.(target.job, app);
    case 'jobs':
      return command.jobs?.(target.jobs, app);
    case 'group':
      return command.group?.(target.group, app);
    case 'row':
      return Promise.all(target.rows.map((row) => command.row?.(row, app)));
    case 'view':
      return command.view?.(app, argument, others);
    case 'none':
      return statusMessage(reasonText(target.reason));
  }
}

function reasonText(reason: Extract<CommandTarget, { scope: 'none' }>['reason']): string {
  switch (reason) {
    case 'nothingSelected':
      return l10n.t('No backup job is selected. Select one in the tree.');
    case 'onlyOneJob':
      return l10n.t('Several backup jobs are selected. Select one for this command.');
    case 'onlyJobs':
      return l10n.t('The selection contains more than backup jobs. Select only jobs for this command.');
  }
}
