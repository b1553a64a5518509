import { noRegion } from './athenaPlace.js';
import type { AthenaRow } from './athenaRows.js';
import type { ResultPage } from './athenaRunner.js';

/** How far a region has read a list, which has the rows of all regions; see `AthenaQueries.list`. */
export interface ListPlace {
  readonly executionId: string;
  /** The rows of the region that have been read. */
  readonly listed: number;
  /** How many rows of the region on the page after the token are among them. */
  readonly skip: number;
  /** Absent for the first page. */
  readonly nextToken?: string | undefined;
}

/** The token of a page of jobs. Only the token of Athena itself may have spaces. */
export function listToken({ executionId, listed, nextToken, skip }: ListPlace): string {
  return [executionId, listed, skip, ...(nextToken === undefined ? [] : [nextToken])].join(' ');
}

/** The place of a {@link listToken}; undefined if it is none, or absent. */
export function listPlaceFrom(token: string | undefined): ListPlace | undefined {
  const [, executionId, listed, skip, , nextToken] = /^(\S+) (\d+) (\d+)( (.*))?$/s.exec(token ?? '') ?? [];
  if (executionId === undefined) return undefined;
  return { executionId, listed: Number(listed), skip: Number(skip), nextToken };
}

/**
 * At most `maxRows` rows of a region from a place on, and the place after them if there are more. A row names
 * how many its region has, and the first rows of all regions come before the second ones, so that the rest of
 * a list need not be read for other regions.
 */
export async function rowsOfRegion(
  place: ListPlace,
  region: string,
  maxRows: number,
  pageAt: (nextToken: string | undefined) => Promise<ResultPage>,
): Promise<{ rows: readonly AthenaRow[]; next: ListPlace | undefined }> {
  const rows: AthenaRow[] = [];
  for (let { listed, nextToken, skip } = place; ; skip = 0) {
    const page = await pageAt(nextToken);
    const own = page.rows.filter((row) => regionOf(row) === region);
    const taken = own.slice(skip, skip + maxRows - rows.length);
    rows.push(...taken);
    listed += taken.length;
    const ofPage = skip + taken.length;
    if (ofPage < own.length) return { rows, next: { ...place, listed, nextToken, skip: ofPage } };
    const hasNone = listed === 0 && rankOf(page.rows.at(-1)) > 1;
    const isEnd = hasNone || listed >= totalOf(own);
    if (isEnd || page.nextToken === undefined) return { rows, next: undefined };
    nextToken = page.nextToken;
    // After an empty page, the caller decides whether to go on.
    if (rows.length >= maxRows || page.rows.length === 0)
      return { rows, next: { ...place, listed, nextToken, skip: 0 } };
  }
}

function regionOf(row: AthenaRow): string {
  return row.at(-3) ?? noRegion;
}

/** The place of a row among those of its region, counted from 1. */
function rankOf(row: AthenaRow | undefined): number {
  return Number(row?.at(-1) ?? 0);
}

/** How many rows the region of some rows has; infinite if there are none. */
function totalOf(own: readonly AthenaRow[]): number {
  return Number(own.at(-1)?.at(-2) ?? Number.POSITIVE_INFINITY);
}
