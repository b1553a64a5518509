import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import { archiveTooltip } from './archiveTooltip.js';
import { isArchive, type Row } from './rows.js';
import { rowTooltip } from './rowTooltip.js';

/** The tooltip of a row, see {@link rowTooltip}. That of an archive is read from its file. */
export async function resolvedTooltip(row: Row, known?: AcceptedIssues): Promise<string | undefined> {
  return row.kind === 'group' && isArchive(row)
    ? await archiveTooltip(row)
    : rowTooltip(row, new Date(), known);
}
