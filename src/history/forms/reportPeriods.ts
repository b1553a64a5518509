import type { FileRow, ReportPeriod } from '../fileJob.js';
import type { PlaceInPath } from './placeInPath.js';

/**
 * Collects the periods that the rows of a report name, each with the account and the region that it is about:
 * those in the path of the report or, without such a path, those of its rows. What is in neither is not known
 * to be in the report, so a row without an account or a region adds no period.
 *
 * A file without such a path is a report only if all of its rows have the same period: a file that was put
 * together of the rows of several reports may lack some.
 */
export class ReportPeriods {
  readonly #place: PlaceInPath | undefined;
  readonly #periods = new Map<string, ReportPeriod>();
  readonly #times = new Set<string>();

  constructor(place: PlaceInPath | undefined) {
    this.#place = place;
  }

  add(
    { kind, periodEnd, periodStart }: FileRow,
    ofRow: { readonly account: string | undefined; readonly region: string | undefined },
  ): void {
    if (kind !== 'report' || periodStart === undefined || periodEnd === undefined || periodEnd < periodStart)
      return;
    const time = `${periodStart.getTime()} ${periodEnd.getTime()}`;
    if (this.#times.size < 2) this.#times.add(time);
    const { account, region } = this.#place ?? ofRow;
    if (this.#place === undefined && (account === undefined || region === undefined)) return;
    const key = `${time} ${account ?? ''} ${region ?? ''}`;
    // Against files in which every row has a period of its own.
    if (this.#periods.size < maxPeriods)
      this.#periods.set(key, { from: periodStart, to: periodEnd, account, region });
  }

  /** The periods, in order of time. */
  get all(): readonly ReportPeriod[] {
    if (this.#place === undefined && this.#times.size > 1) return [];
    return [...this.#periods.values()].sort((one, other) => one.from.getTime() - other.from.getTime());
  }
}

const maxPeriods = 10_000;
