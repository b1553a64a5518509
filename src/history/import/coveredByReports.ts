import type { CoveredSpan } from '../store/historyTypes.js';
import type { FileRecord } from './fileRecord.js';

/**
 * The times that reports cover. A report names all jobs that ended in its period, and those that were in
 * progress at its end, so it names every job that was created in its period. A report about several regions
 * covers each of the `regions` of the history. Other files do not say whether they are complete.
 */
export function spansOf(records: readonly FileRecord[], regions: readonly string[]): readonly CoveredSpan[] {
  return records.flatMap(({ isWhole, periods, problem, unread }) => {
    // A report with lines that cannot be read may have named more jobs.
    if (!isWhole || problem !== undefined || unread.length > 0) return [];
    return periods.flatMap(({ account, from, region, to }) =>
      (region === undefined ? regions : [region]).map((one) => ({
        ...(account !== undefined && { accountId: account }),
        region: one,
        from: from.getTime(),
        to: to.getTime(),
      })),
    );
  });
}
