import { JobSourceError } from '../jobs/jobSource.js';
import { noProgressFailure, repeatedTokenFailure } from '../jobs/listingFailures.js';

/** A page of names. If it has a `nextToken`, another page follows, even if `names` is empty. */
export interface NamePage {
  readonly names: readonly string[];
  readonly nextToken: string | undefined;
}

/**
 * All names of a list, without duplicates, read page by page. Rejects like `read`, and with a JobSourceError
 * if a token repeats or the pages do not end, because then the names may be incomplete.
 */
export async function allNames(
  read: (token: string | undefined) => Promise<NamePage>,
): Promise<readonly string[]> {
  const names = new Set<string>();
  const tokens = new Set<string>();
  let pagesWithoutProgress = 0;
  let token: string | undefined;
  for (let pages = 1; ; pages++) {
    const page = await read(token);
    const { size } = names;
    for (const name of page.names) names.add(name);
    token = page.nextToken;
    if (token === undefined) return [...names];
    if (tokens.has(token)) throw new JobSourceError(repeatedTokenFailure);
    pagesWithoutProgress = names.size > size ? 0 : pagesWithoutProgress + 1;
    tokens.add(token);
    if (pagesWithoutProgress >= maxPagesWithoutProgress || pages >= maxPages)
      throw new JobSourceError(noProgressFailure);
  }
}

const maxPagesWithoutProgress = 20;
/** An account may have 100 vaults, and more if AWS raises its quota. */
const maxPages = 200;
