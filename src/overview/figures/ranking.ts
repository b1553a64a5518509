/** An entry of a ranking. */
export interface Ranked {
  readonly key: string;
  readonly weight: number;
  /** Ranks entries of the same weight. */
  readonly second?: number;
}

/** The top of a ranking, and the number of all entries. */
export interface Ranking<Entry> {
  readonly top: readonly Entry[];
  readonly all: number;
}

/** The lexicographically first of two texts; ignores absent and empty ones. */
export function firstInOrder(one: string | undefined, other: string | undefined): string | undefined {
  // Nearly always, and quicker than comparing their order.
  if (one === other) return one || undefined;
  if (!one || !other) return one || other || undefined;
  return other < one ? other : one;
}

/**
 * Ranks by descending weight and second weight, then by key, so that the result does not depend on the order
 * of the jobs.
 */
export function ranking<Entry extends Ranked>(entries: Iterable<Entry>, max: number): Ranking<Entry> {
  const sorted = [...entries].sort(
    (one, other) =>
      other.weight - one.weight ||
      (other.second ?? 0) - (one.second ?? 0) ||
      (one.key < other.key ? -1 : Number(one.key > other.key)),
  );
  return { top: sorted.slice(0, max), all: sorted.length };
}
