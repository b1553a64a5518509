/** What the path of a report says about its rows. */
export interface PlaceInPath {
  /** Twelve digits; undefined if the path names none, or if the report is about several. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Whether the report is about every account, or every region, of its report plan. */
  readonly isCrossAccount: boolean;
  readonly isCrossRegion: boolean;
  /** The folder of the reports of the same report plans: the path up to the region. */
  readonly folder: string;
  /** The day of the report, such as `2026-03-04`. */
  readonly day?: string | undefined;
}

/**
 * What a path says if it is that of a job report in its bucket:
 * `…/Backup/{account|crossaccount}/{region|crossregion}/yyyy/mm/dd/name`; undefined for any other path. Both
 * kinds of slashes separate its parts.
 */
export function placeInPath(path: string): PlaceInPath | undefined {
  const [, folder, account, region, year, month, day] = reportPath.exec(path.replaceAll('\\', '/')) ?? [];
  if (folder === undefined || account === undefined || region === undefined) return undefined;
  const isCrossAccount = account.toLowerCase() === 'crossaccount';
  const isCrossRegion = region.toLowerCase() === 'crossregion';
  return {
    ...(!isCrossAccount && { account }),
    ...(!isCrossRegion && { region }),
    isCrossAccount,
    isCrossRegion,
    folder,
    ...(year !== undefined && { day: `${year}-${month}-${day}` }),
  };
}

const reportPath =
  /^((?:.*\/)?Backup\/(\d{12}|crossaccount)\/([a-z]{2,}(?:-[a-z]+)+-\d+|crossregion))\/(?:(\d{4})\/(\d{2})\/(\d{2})\/)?[^/]*$/i;
