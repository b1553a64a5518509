import { fieldNamesOf } from '../forms/fieldsSeen.js';
import { columns, type HistoryReader } from './historyReader.js';
import { jobColumns } from './historySchema.js';
import { formIndex } from './versionOrder.js';

/**
 * The fields that are stated of each job of which only its first event is known, such as `State`; undefined
 * if there is no such job.
 */
export function fieldsOfFirstEvents({
  codec,
  dictionaries,
  statements,
}: HistoryReader): readonly string[] | undefined {
  const created = dictionaries.texts.find('CREATED');
  if (created === undefined) return undefined;
  // One of those that have the same fields.
  const rows = statements.rows(
    `select ${columns} from jobs where id in (select min(id) from jobs where form = ? and state = ? group by account = 0, shape, ${groups})`,
    [formIndex('event'), created],
  );
  const [first, ...others] = rows.map((row) => new Set(fieldNamesOf(codec.jobOf(row).job)));
  return first && [...first].filter((name) => others.every((names) => names.has(name)));
}

const groups = jobColumns
  .filter((name) => name !== 'account' && name !== 'shape')
  .map((name) => `${name} is null`)
  .join(', ');
