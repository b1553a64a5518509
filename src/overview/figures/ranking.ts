/** Something that is ranked, and by how much. */
export interface Ranked {
  readonly key: string;
  readonly weight: number;
}

/** The first of a ranking, and how many there are in all. */
export interface Ranking<Entry> {
  readonly top: readonly Entry[];
  readonly all: number;
}

/**
 * The first of two texts by the alphabet, so that the order of the jobs does not matter; what is absent or
 * empty is none.
 */
export function lesser(one: string | undefined, other: string | undefined): string | undefined {
  if (!one || !other) return one || other || undefined;
  return other < one ? other : one;
}

/**
 * The heaviest first; what weighs the same goes by its key, so that a ranking does not depend on the order of
 * the jobs.
 */
export function ranking<Entry extends Ranked>(entries: Iterable<Entry>, most: number): Ranking<Entry> {
  const sorted = [...entries].sort(
    (one, other) => other.weight - one.weight || (one.key < other.key ? -1 : Number(one.key > other.key)),
  );
  return { top: sorted.slice(0, most), all: sorted.length };
}
