import { valuesAfter } from './countedGroups.js';
import type { HistoryReader } from './historyReader.js';
import { groupColumns, noCreationDate } from './historySchema.js';
import type { HistoryExtent } from './historyTypes.js';
import type { SqlValue } from './sqlite.js';

/** How much a history has. */
export function extentOf({ dictionaries, notes, statements }: HistoryReader): HistoryExtent {
  const [row = []] = statements.rows(
    'select (select count(*) from jobs), (select min(created) from jobs where created > ?), (select max(created) from jobs)',
    [noCreationDate],
  );
  const time = (value: SqlValue | undefined) =>
    value === null || value === undefined || value === noCreationDate ? undefined : Number(value);
  const regions = [...valuesAfter(statements, groupColumns, [])].map((id) =>
    dictionaries.texts.textOf(Number(id)),
  );
  notes.checkGeneration();
  return {
    jobs: Number(row[0]),
    first: time(row[1]),
    last: time(row[2]),
    regions: regions.filter((region) => region !== undefined).sort(),
  };
}
