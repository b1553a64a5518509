import { fieldsOf } from '../../jobs/backupJob.js';
import { isDerivedKey } from './compactText.js';
import { columns, type HistoryReader } from './historyReader.js';
import { jobColumns } from './historySchema.js';
import type { JobVersion } from './historyTypes.js';
import type { JobWriter } from './jobWriter.js';
import type { SqlValue } from './sqlite.js';

/**
 * Makes one job of rows with the same ID of which some lack the account or the region, as those of an export
 * with few columns do, if the others are of one account and region. Only within a transaction.
 *
 * @param after the last key of the call before; undefined for the first call
 * @returns the last key that this call has looked at; undefined if there are no more
 */
export function joinPlaces(reader: HistoryReader, writer: JobWriter, after: SqlValue | undefined) {
  const { codec, dictionaries, statements } = reader;
  const keys = statements
    .rows(
      'select distinct key from jobs where key > ? and (account = 0 or region = ?) order by key limit ?',
      // A number is before every key.
      [after ?? 0, dictionaries.texts.find('') ?? -1, maxKeys],
    )
    .map(([key = null]) => key);
  for (const key of keys) {
    if (isDerivedKey(key)) continue;
    const rows = statements.rows(`select ${columns}, id from jobs where key = ?`, [key]);
    const jobs = rows.map((row) => codec.jobOf(row));
    const [account, ...accounts] = new Set(jobs.flatMap(({ job }) => job.AccountId ?? []));
    const [region, ...regions] = new Set(jobs.flatMap((one) => one.region || []));
    if (rows.length < 2 || accounts.length > 0 || regions.length > 0) continue;
    for (const row of rows) statements.run('delete from jobs where id = ?', [row[jobColumns.length] ?? null]);
    writer.put(
      jobs.map(
        ({ job, ...version }): JobVersion => ({
          ...version,
          job: account === undefined ? job : { ...fieldsOf(job), AccountId: account },
          region: region ?? '',
        }),
      ),
    );
  }
  return keys.length < maxKeys ? undefined : keys.at(-1);
}

/** No other window can write meanwhile. */
const maxKeys = 1000;
