import type { ListedTime } from '../../jobs/listedPeriod.js';
import { entry } from '../../jobs/mapEntry.js';
import { joinedTimes } from '../../jobs/timeSpans.js';
import type { ReportPeriod } from '../fileJob.js';
import type { SeriesPlace } from '../store/filePlaces.js';
import type { CoveredSpan } from '../store/historyTypes.js';
import { withPeriodsOfEmpty } from './emptyReports.js';
import type { FileRecord } from './fileRecord.js';
import { type Place, PlanPlaces } from './planPlaces.js';
import { usualTimes } from './usualTimes.js';

/**
 * The times that reports cover. A report names all jobs that ended in its period, and those that were in
 * progress at its end, so it names every job that was created in its period. A report about several accounts
 * or regions covers those that the reports of the same report plan name: which others it is about is not
 * known. Other files do not say whether they are complete.
 */
export class CoveredByReports {
  readonly #records: readonly FileRecord[];
  readonly #plans: PlanPlaces;

  /** `places` are those of the files, by their series. */
  constructor(records: readonly FileRecord[], places: readonly SeriesPlace[]) {
    this.#plans = new PlanPlaces(records, places);
    this.#records = records;
  }

  /** The covered times, in as few spans as possible for each report plan. */
  get spans(): readonly CoveredSpan[] {
    return this.#spansOf(withPeriodsOfEmpty(this.#records.filter(isReadInFull), this.#plans.series));
  }

  /** The times of the reports that are not known in full. */
  get incomplete(): readonly CoveredSpan[] {
    return this.#spansOf(this.#records.filter((record) => !isReadInFull(record)));
  }

  /**
   * The times in which reports about several accounts or regions are about one of them, for each that is only
   * known by such reports: from the first to the last report that names it. A time in which it is not named
   * for longer than usual is left out: the reports may not be about it then.
   */
  get named(): readonly CoveredSpan[] {
    const byPlace = new Map<string, { place: Place; times: ListedTime[]; isOfSeveral: boolean }>();
    for (const { isOfSeveral, place, times } of this.#plans.namedTimes()) {
      const known = entry(byPlace, keyOf(place), () => ({ place, times: [], isOfSeveral: false }));
      known.times.push(...times);
      known.isOfSeveral ||= isOfSeveral;
    }
    const records = withPeriodsOfEmpty(this.#records, this.#plans.series);
    for (const { account, from, region, to } of records.flatMap(ownPeriods))
      byPlace.get(keyOf({ account, region }))?.times.push({ from, to });
    return [...byPlace.values()].flatMap(({ isOfSeveral, place, times }) =>
      isOfSeveral ? usualTimes(times).map((time) => spanOf(place, time)) : [],
    );
  }

  #spansOf(records: readonly FileRecord[]): readonly CoveredSpan[] {
    const byPlan = new Map<string, { readonly places: readonly Place[]; readonly times: ListedTime[] }>();
    const own: CoveredSpan[] = [];
    for (const record of records)
      for (const period of record.periods) {
        const { account, region } = period;
        if (account !== undefined && region !== undefined)
          own.push(spanOf({ account, region }, periodTime(period)));
        else {
          const plan = this.#plans.planOf(record);
          if (plan === undefined) continue;
          const key = `${plan}\0${account ?? ''}\0${region ?? ''}`;
          entry(byPlan, key, () => ({ places: this.#plans.placesOf(plan, period), times: [] })).times.push(
            periodTime(period),
          );
        }
      }
    const ofPlans = [...byPlan.values()].flatMap(({ places, times }) => {
      const joined = joinedTimes(times);
      // Against files in which every row has a period of its own.
      if (joined.length * places.length > maxSpans) return [];
      return places.flatMap((place) => joined.map((time) => spanOf(place, time)));
    });
    return [...own, ...ofPlans];
  }
}

/** The time of a period. One that ends at 23:59:59 ends with that second. */
export function periodTime({ from, to }: ReportPeriod): ListedTime {
  const end = to.getTime();
  return { from: from.getTime(), to: (end + secondMs) % minuteMs === 0 ? end + secondMs - 1 : end };
}

/** The periods of a file that are of one account and region. */
function ownPeriods({ periods }: FileRecord): readonly (Place & ListedTime)[] {
  return periods.flatMap((period) => {
    const { account, region } = period;
    return account === undefined || region === undefined ? [] : [{ account, region, ...periodTime(period) }];
  });
}

function spanOf({ account, region }: Place, { from, to }: ListedTime): CoveredSpan {
  return { accountId: account, region, from, to };
}

function keyOf({ account, region }: Place): string {
  return `${account}\0${region}`;
}

/** A report with lines that cannot be read may have named more jobs. */
function isReadInFull({ isWhole, problem, unread }: FileRecord): boolean {
  return isWhole && problem === undefined && unread.length === 0;
}

const maxSpans = 1_000_000;
const secondMs = 1000;
const minuteMs = 60 * secondMs;
