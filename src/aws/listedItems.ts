import { JobSourceError } from '../jobs/jobSource.js';
import { noProgressFailure, repeatedTokenFailure } from '../jobs/listingFailures.js';

/** A page of a list. If it has a `nextToken`, another page follows, even if `items` is empty. */
export interface ItemPage<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** A page of names; see {@link ItemPage}. */
export interface NamePage {
  readonly names: readonly string[];
  readonly nextToken: string | undefined;
}

/**
 * All items of a short list, read page by page, each key once. Rejects like `read`, and with a JobSourceError
 * if a token repeats or the pages do not end, because then the list may be incomplete.
 */
export async function allItems<Item>(
  read: (token: string | undefined) => Promise<ItemPage<Item>>,
  keyOf: (item: Item) => string,
): Promise<readonly Item[]> {
  const items = new Map<string, Item>();
  const tokens = new Set<string>();
  let pagesWithoutProgress = 0;
  let token: string | undefined;
  for (let pages = 1; ; pages++) {
    const page = await read(token);
    const { size } = items;
    for (const item of page.items) if (!items.has(keyOf(item))) items.set(keyOf(item), item);
    token = page.nextToken || undefined;
    if (token === undefined) return [...items.values()];
    if (tokens.has(token)) throw new JobSourceError(repeatedTokenFailure);
    pagesWithoutProgress = items.size > size ? 0 : pagesWithoutProgress + 1;
    tokens.add(token);
    if (pagesWithoutProgress >= maxPagesWithoutProgress || pages >= maxPages)
      throw new JobSourceError(noProgressFailure);
  }
}

/** All names of a list, as {@link allItems} reads them. */
export function allNames(read: (token: string | undefined) => Promise<NamePage>): Promise<readonly string[]> {
  return allItems(
    async (token) => {
      const { names, nextToken } = await read(token);
      return { items: names, nextToken };
    },
    (name) => name,
  );
}

const maxPagesWithoutProgress = 20;
/** An account may have 100 vaults, and more if AWS raises its quota. */
const maxPages = 200;
