import {
  type FilterByThisName,
  type FilterCommandName,
  filterByNames,
  filterByThisNames,
  filterOfThis,
  otherFilterCommands,
} from '../filters/filterCommandNames.js';
import { dimensions } from '../jobs/groupings.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { GroupRow } from '../tree/rows.js';
import type { AppParts } from './appParts.js';
import type { Command } from './command.js';

/** The commands that edit the filter, and those that filter by a value of a row or job. */
export function filterCommands(): Readonly<Record<FilterCommandName, Command>> {
  const run = async (name: FilterCommandName, app: AppParts, source?: JobTarget | GroupRow) => {
    const { runFilterCommand } = await import('../commands/filterCommands.js');
    const { filterCommandContext } = await import('./filterCommandContext.js');
    await runFilterCommand(name, source, filterCommandContext(app));
  };
  const edits = [...otherFilterCommands, ...filterByNames].map((name) => {
    const command: Command = { view: (app) => run(name, app) };
    return [name, command] as const;
  });
  const filtersByThis = filterByThisNames.map((name) => {
    const command: Command = {
      job: (job, app) => run(name, app, job),
      ...(hasGroups(name) && { group: (group: GroupRow, app: AppParts) => run(name, app, group) }),
    };
    return [name, command] as const;
  });
  return Object.fromEntries([...edits, ...filtersByThis]) as Record<FilterCommandName, Command>;
}

function hasGroups(name: FilterByThisName): boolean {
  return dimensions.some(({ filter }) => filter !== undefined && filter === filterOfThis(name));
}
