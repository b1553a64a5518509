import type { Scope } from '../commands/commandTarget.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { GroupRow, Row } from '../tree/rows.js';
import type { AppParts } from './appParts.js';

/**
 * A command: its scopes, and what it runs for each; see {@link Scope}. A command with `job` but not `jobs`
 * takes only one job. `row` is for the menu of a row. It is called for each selected row, and ignores rows
 * without such a menu. A command in the title of the view has only `view`: VS Code passes it the focused row,
 * which would look like a click in the menu of that row. A menu of the Explorer passes the file and, in
 * `others`, all selected files.
 */
export interface Command {
  readonly job?: (job: JobTarget, app: AppParts) => unknown;
  readonly jobs?: (jobs: readonly JobTarget[], app: AppParts) => unknown;
  readonly group?: (group: GroupRow, app: AppParts) => unknown;
  readonly row?: (row: Row, app: AppParts) => unknown;
  readonly view?: (app: AppParts, argument: unknown, others: unknown) => unknown;
}

/** The scopes of a command. */
export function scopesOf(command: Command): Scope[] {
  return allScopes.filter((scope) => command[scope] !== undefined);
}

const allScopes = ['job', 'jobs', 'group', 'row', 'view'] as const satisfies readonly Scope[];
