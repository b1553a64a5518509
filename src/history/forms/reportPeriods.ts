import type { FileRow, ReportPeriod } from '../fileJob.js';
import type { PlaceInPath } from './placeInPath.js';

/**
 * Collects the periods that the rows of a report name, each with the account and the region that it is about:
 * those in the path of the report or, without such a path, those of its rows. What is in neither is not known
 * to be in the report, so a row without an account or a region adds no period.
 */
export class ReportPeriods {
  readonly #place: PlaceInPath | undefined;
  readonly #periods = new Map<string, ReportPeriod>();

  constructor(place: PlaceInPath | undefined) {
    this.#place = place;
  }

  add(
    { kind, periodEnd, periodStart }: FileRow,
    ofRow: { readonly account: string | undefined; readonly region: string | undefined },
  ): void {
    if (kind !== 'report' || periodStart === undefined || periodEnd === undefined || periodEnd < periodStart)
      return;
    const { account, region } = this.#place ?? ofRow;
    if (this.#place === undefined && (account === undefined || region === undefined)) return;
    const key = `${periodStart.getTime()} ${periodEnd.getTime()} ${account ?? ''} ${region ?? ''}`;
    // Against files in which every row has a period of its own.
    if (this.#periods.size < maxPeriods)
      this.#periods.set(key, { from: periodStart, to: periodEnd, account, region });
  }

  /** The periods, in order of time. */
  get all(): readonly ReportPeriod[] {
    return [...this.#periods.values()].sort((one, other) => one.from.getTime() - other.from.getTime());
  }
}

const maxPeriods = 10_000;
