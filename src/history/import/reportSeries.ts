import { basename } from 'node:path/posix';
import { entry } from '../../jobs/mapEntry.js';
import { placeInPath } from '../forms/placeInPath.js';
import type { FileRecord } from './fileRecord.js';

/** The names of the series that a report belongs to. */
export interface SeriesNames {
  /** The reports of the same report plan, which are about the same accounts and regions. */
  readonly ofPlan: string;
  /** Those of them with the same file name but for dates and IDs. */
  readonly ofName: string;
  /** The reports of the same folder: those of every report plan about this account and region. */
  readonly ofFolder: string;
}

/**
 * The series of reports among some files. Several report plans can write into one folder, and only the names
 * of their files differ. How AWS Backup ends these names is not documented: if no two of them are alike, and
 * no two reports are of the same day, all of the folder are of one report plan.
 */
export class ReportSeries {
  readonly #foldersOfOnePlan = new Set<string>();

  constructor(records: readonly FileRecord[]) {
    const byFolder = new Map<string, { names: Set<string>; days: Set<string>; reports: number }>();
    for (const record of records) {
      const place = placeInPath(record.path);
      if (place === undefined || !isReport(record)) continue;
      const known = entry(byFolder, place.folder, () => ({ names: new Set(), days: new Set(), reports: 0 }));
      known.names.add(nameIn(record.path));
      known.days.add(record.day ?? String(record.periods[0]?.to.getTime()));
      known.reports++;
    }
    for (const [folder, { days, names, reports }] of byFolder)
      if (names.size === reports && days.size === reports) this.#foldersOfOnePlan.add(folder);
  }

  /** The series of a report; undefined if its path is not that of one in its bucket. */
  namesOf({ path }: Pick<FileRecord, 'path'>): SeriesNames | undefined {
    const folder = placeInPath(path)?.folder;
    if (folder === undefined) return undefined;
    const ofName = nameInFolder(folder, path);
    return { ofPlan: this.#foldersOfOnePlan.has(folder) ? folder : ofName, ofName, ofFolder: folder };
  }
}

/** {@link SeriesNames.ofName} of a report with a period; undefined for any other file. */
export function seriesOf({ path, periods }: Pick<FileRecord, 'path' | 'periods'>): string | undefined {
  const folder = periods.length === 0 ? undefined : placeInPath(path)?.folder;
  return folder === undefined ? undefined : nameInFolder(folder, path);
}

function nameInFolder(folder: string, path: string): string {
  return `${folder}/${nameIn(path)}`;
}

function isReport({ emptyReport, periods }: FileRecord): boolean {
  return periods.length > 0 || emptyReport !== undefined;
}

function nameIn(path: string): string {
  return basename(path.replaceAll('\\', '/')).replaceAll(idOrTime, '#');
}

/** An ID, a date, a date with a time, or seconds since 1970. Other numbers may be those of report plans. */
const idOrTime =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<!\d)20\d\d[-_.]?[01]\d[-_.]?[0-3]\d(?:[-_T .]?[0-2]\d(?:[-_:.]?[0-5]\d){1,2}(?:\.\d+)?Z?)?(?!\d)|(?<!\d)1\d{9}(?:\d{3})?(?!\d)/gi;
