import type { FileRow, ReportPeriod } from '../fileJob.js';
import type { PlaceInPath } from './placeInPath.js';

/**
 * Collects the periods that the rows of a report name. The report is about the account and the region in its
 * path. Without such a path, it is about those of its rows if all have the same ones.
 */
export class ReportPeriods {
  readonly #place: PlaceInPath | undefined;
  readonly #periods = new Map<string, { from: Date; to: Date }>();
  readonly #accounts = new Set<string | undefined>();
  readonly #regions = new Set<string | undefined>();

  constructor(place: PlaceInPath | undefined) {
    this.#place = place;
  }

  add(
    { kind, periodEnd, periodStart }: FileRow,
    account: string | undefined,
    region: string | undefined,
  ): void {
    if (kind !== 'report' || periodStart === undefined || periodEnd === undefined || periodEnd < periodStart)
      return;
    const key = `${periodStart.getTime()} ${periodEnd.getTime()}`;
    // Against files in which every row has a period of its own.
    if (this.#periods.size < maxPeriods) this.#periods.set(key, { from: periodStart, to: periodEnd });
    if (this.#accounts.size < 2) this.#accounts.add(account);
    if (this.#regions.size < 2) this.#regions.add(region);
  }

  /** The periods, in order of time. */
  get all(): readonly ReportPeriod[] {
    const account = this.#place?.isCrossAccount
      ? undefined
      : (this.#place?.account ?? onlyOf(this.#accounts));
    const region = this.#place?.isCrossRegion ? undefined : (this.#place?.region ?? onlyOf(this.#regions));
    return [...this.#periods.values()]
      .map((period) => ({ ...period, account, region }))
      .sort((one, other) => one.from.getTime() - other.from.getTime());
  }
}

function onlyOf(values: ReadonlySet<string | undefined>): string | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}

const maxPeriods = 10_000;
