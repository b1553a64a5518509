import { placeInPath } from '../forms/placeInPath.js';
import type { CoveredSpan } from '../store/historyTypes.js';
import type { FileRecord } from './fileRecord.js';

/**
 * The times that reports cover. A report names all jobs that ended in its period, and those that were in
 * progress at its end, so it names every job that was created in its period. A report about several accounts
 * or regions covers those that the reports of its folder name: which others it is about is not known. Other
 * files do not say whether they are complete.
 */
export function spansOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
  return spansOfReports(records, isReadInFull);
}

/** The times of the reports that are not known in full. */
export function incompleteSpansOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
  return spansOfReports(records, (record) => !isReadInFull(record));
}

function spansOfReports(
  records: readonly FileRecord[],
  isWanted: (record: FileRecord) => boolean,
): readonly CoveredSpan[] {
  const byFolder = placesByFolder(records);
  return records.filter(isWanted).flatMap(({ path, periods }) => {
    const places = byFolder.get(placeInPath(path)?.folder) ?? [];
    // Against files in which every row has a period of its own.
    if (periods.length * places.length > maxSpans) return [];
    return periods.flatMap((period) =>
      placesOf(period, places).map(({ account, region }) => ({
        ...{ accountId: account, region },
        ...{ from: period.from.getTime(), to: period.to.getTime() },
      })),
    );
  });
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** The places of a period: its own, or those of its folder where it does not name one. */
function placesOf(
  { account, region }: Pick<FileRecord['periods'][number], 'account' | 'region'>,
  places: readonly Place[],
): readonly Place[] {
  if (account !== undefined && region !== undefined) return [{ account, region }];
  return places.filter(
    (one) =>
      (account === undefined || one.account === account) && (region === undefined || one.region === region),
  );
}

/** The accounts and regions that the reports of each folder name. */
function placesByFolder(records: readonly FileRecord[]): ReadonlyMap<string | undefined, readonly Place[]> {
  const byFolder = new Map<string, Map<string, Place>>();
  for (const { path, periods, places = [] } of records) {
    const folder = periods.length === 0 ? undefined : placeInPath(path)?.folder;
    if (folder === undefined) continue;
    const ofFolder = byFolder.get(folder) ?? new Map<string, Place>();
    byFolder.set(folder, ofFolder);
    for (const { account, region } of places)
      if (account !== undefined && region !== '') ofFolder.set(`${account} ${region}`, { account, region });
  }
  return new Map([...byFolder].map(([folder, places]) => [folder, [...places.values()]]));
}

/** A report with lines that cannot be read may have named more jobs. */
function isReadInFull({ isWhole, problem, unread }: FileRecord): boolean {
  return isWhole && problem === undefined && unread.length === 0;
}

const maxSpans = 100_000;
