import type { ListedTime } from '../../jobs/listedPeriod.js';
import { entry } from '../../jobs/mapEntry.js';
import { inBoth, joinedTimes } from '../../jobs/timeSpans.js';
import type { ReportPeriod } from '../fileJob.js';
import type { SeriesPlace } from '../store/filePlaces.js';
import type { FileRecord } from './fileRecord.js';
import { ReportSeries } from './reportSeries.js';

/** An account and a region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** When the reports of a plan name a place. */
export interface NamedTimes {
  readonly place: Place;
  readonly times: readonly ListedTime[];
  /** Whether the reports are about several accounts or regions. */
  readonly isOfSeveral: boolean;
}

/** The accounts and regions that the reports of each report plan name. */
export class PlanPlaces {
  readonly series: ReportSeries;
  readonly #plans = new Map<string, Plan>();

  constructor(records: readonly FileRecord[], places: readonly SeriesPlace[]) {
    this.series = new ReportSeries(records);
    const planOfSeries = new Map<string, Plan>();
    for (const record of records) {
      const names = this.series.namesOf(record);
      const [period] = record.periods;
      if (names === undefined || period === undefined) continue;
      const plan = entry(this.#plans, names.ofPlan, () => ({ period, places: new Map() }));
      planOfSeries.set(names.ofName, plan);
    }
    for (const { account, named, region, series } of places) {
      const plan = planOfSeries.get(series);
      if (plan === undefined || account === undefined || region === '') continue;
      const place = { account, region };
      entry(plan.places, `${account}\0${region}`, () => ({ place, times: [] })).times.push(...named);
    }
  }

  /** The report plan of a report; undefined if its path is not that of one in its bucket. */
  planOf(record: FileRecord): string | undefined {
    return this.series.namesOf(record)?.ofPlan;
  }

  /** The places that a period of a report plan is about. */
  placesOf(plan: string, period: Pick<ReportPeriod, 'account' | 'region'>): readonly Place[] {
    return [...(this.#plans.get(plan)?.places.values() ?? [])].flatMap(({ place }) =>
      isOf(place, period) ? [place] : [],
    );
  }

  /**
   * When the reports of each plan name each place. One that names the account in one region, and the region
   * with another account, is about both.
   */
  *namedTimes(): Generator<NamedTimes> {
    for (const { period, places } of this.#plans.values()) {
      const own = [...places.values()].filter(({ place }) => isOf(place, period));
      const ofAccounts = timesBy(own, ({ account }) => account);
      const ofRegions = timesBy(own, ({ region }) => region);
      const isOfSeveral = period.account === undefined || period.region === undefined;
      for (const { place } of own) {
        const [ofAccount, ofRegion] = [ofAccounts.get(place.account), ofRegions.get(place.region)];
        yield { place, times: inBoth(ofAccount ?? [], ofRegion ?? []), isOfSeveral };
      }
    }
  }
}

interface Plan {
  /** One of its periods: their account and region are those in the path of the reports. */
  readonly period: ReportPeriod;
  readonly places: Map<string, PlaceTimes>;
}

interface PlaceTimes {
  readonly place: Place;
  readonly times: ListedTime[];
}

function isOf(place: Place, { account, region }: Pick<ReportPeriod, 'account' | 'region'>): boolean {
  return (
    (account === undefined || place.account === account) && (region === undefined || place.region === region)
  );
}

function timesBy(
  places: readonly PlaceTimes[],
  by: (place: Place) => string,
): ReadonlyMap<string, readonly ListedTime[]> {
  const times = new Map<string, ListedTime[]>();
  for (const { place, times: own } of places) entry(times, by(place), () => []).push(...own);
  return new Map([...times].map(([name, all]) => [name, joinedTimes(all)]));
}
