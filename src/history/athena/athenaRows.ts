import type { BackupJob } from '../../jobs/backupJob.js';
import { withTimeOfHistory } from '../../jobs/lastKnown.js';
import { asReported, flatRow } from '../forms/flatJob.js';
import { type ReadColumn, reportTime } from './jobColumns.js';

/** A row of a result: a text for each column, undefined for null. */
export type AthenaRow = readonly (string | undefined)[];

/** The job in a row of these columns, with the time at which the report says that it was true. */
export function jobOfRow(columns: readonly ReadColumn[], row: AthenaRow): BackupJob {
  const { job, periodEnd } = flatRow(
    columns.map(({ isTimeText, name, target }, place) => {
      const value = row[place];
      const isOther = isTimeText && value !== undefined && !reportTime.test(value);
      return { name, target: isOther ? undefined : target, value: value === '' ? undefined : value };
    }),
  );
  return withTimeOfHistory(asReported(job), periodEnd ?? 'notStated');
}
