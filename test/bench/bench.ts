/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `ms`, `s`, `kb` (1024 bytes), `mb`, or what is counted. */
  readonly unit: string;
  /** The figure of the same run to compare with. */
  readonly peer?: string;
  /** This value over the peer's: below 1 is less time, less memory. */
  readonly ratio?: number;
  /** The recommended maximum; printed, not asserted. */
  readonly bound?: number;
  /** What else is known about it; printed only. */
  readonly note?: string;
}

/** Measurements that are taken together. */
export interface Bench {
  /** The figures of {@link run} that matter; others only explain them. */
  readonly names: readonly string[];
  /** Figures that are not available on this machine are left out; `skip` says why. */
  run(skip: (reason: string) => void): Promise<Figure[]>;
}

/** The median of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured');
  return middle;
}

/** The figure with its ratio to a peer, if there is one. */
export function comparedWith(figure: Omit<Figure, 'peer' | 'ratio'>, peer: Figure | undefined): Figure {
  return peer === undefined ? figure : { ...figure, peer: peer.name, ratio: figure.value / peer.value };
}
