import { resourceKey } from '../jobs/attention.js';
import type { Dimension } from '../jobs/grouping.js';
import { jobTitle } from '../jobs/jobFacts.js';
import { outcomeOf } from '../jobs/jobStates.js';
import type { Slices } from '../jobs/slices.js';
import { type ResourceOutcomeName, resourceOutcomeNames } from '../schedule/resourceOutcome.js';
import { type CellResult, cellResults } from './calendarCell.js';
import type { CalendarRow } from './calendarRows.js';
import type { SlotTally } from './slotTally.js';

/**
 * The rows by what needs attention: by their outcomes, if these are known, then by the result of their latest
 * day with one, then by how many days in a row it was like this. Of the others, those with more troubled days
 * come first. Groups are ordered like their first row.
 *
 * @param outcomes the worst first, by {@link outcomeKey}; those of the whole resource, not of its jobs in a
 * group
 */
export async function rowsInOrder(
  rows: Iterable<CalendarRow>,
  dimension: Dimension | undefined,
  outcomes: ReadonlyMap<string, RowOutcome>,
  slices: Slices,
): Promise<readonly CalendarRow[]> {
  const keyed: KeyedRow[] = [];
  for (const row of rows) {
    keyed.push({
      row,
      outcome: outcomeRank(outcomes.get(outcomeKey(row.region, resourceKey(row.latest)))),
      need: needOf(row.days),
      title: jobTitle(row.latest).toLowerCase(),
    });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  await slices.pause();
  keyed.sort(
    (one, other) =>
      one.outcome - other.outcome ||
      one.need.rank - other.need.rank ||
      (one.need.rank < rankOf('COMPLETED') &&
        (other.need.latest - one.need.latest || other.need.days - one.need.days)) ||
      other.need.troubled - one.need.troubled ||
      byText(one.title, other.title) ||
      byText(one.row.latest.ResourceArn ?? '', other.row.latest.ResourceArn ?? ''),
  );
  if (dimension === undefined) return keyed.map(({ row }) => row);
  const byGroup = new Map<string | undefined, CalendarRow[]>();
  for (const { row } of keyed) {
    const own = byGroup.get(row.group);
    if (own === undefined) byGroup.set(row.group, [row]);
    else own.push(row);
  }
  return [...byGroup.values()].flat();
}

/** Identifies a resource, or a job without one, by its region and its `resourceKey`. */
export function outcomeKey(region: string, key: string): string {
  return `${region} ${key}`;
}

/** The outcome of a resource; `accepted` if all that is wrong with it is accepted as known issues. */
export type RowOutcome = ResourceOutcomeName | 'accepted';

/** What is accepted comes before what is good. */
function outcomeRank(outcome: RowOutcome | undefined): number {
  if (outcome === 'accepted') return resourceOutcomeNames.indexOf('recovered') - 0.5;
  return outcome === undefined ? resourceOutcomeNames.length : resourceOutcomeNames.indexOf(outcome);
}

interface KeyedRow {
  readonly row: CalendarRow;
  readonly outcome: number;
  readonly need: Need;
  readonly title: string;
}

interface Need {
  /**
   * From 0: bad results, missed and overdue runs, issues, known issues, jobs that have not ended, good ones,
   * nothing.
   */
  readonly rank: number;
  /** The latest day with a result. */
  readonly latest: number;
  /** How many of the days with a result, up to that one, need as much attention. */
  readonly days: number;
  /** The number of days with a bad result, or a run without a job. */
  readonly troubled: number;
}

function needOf({ results }: SlotTally): Need {
  const none = rankOf('none');
  let [rank, latest, days, troubled] = [none, -1, 0, 0];
  let isInRow = true;
  for (let slot = results.length - 1; slot >= 0; slot--) {
    const own = ranks[results[slot] ?? 0] ?? none;
    if (own === none) continue;
    if (rank === none) [rank, latest] = [own, slot];
    isInRow &&= own === rank;
    if (isInRow) days++;
    if (own <= rankOf('missed')) troubled++;
  }
  return { rank, latest, days, troubled };
}

/** By the place of the result in {@link cellResults}. */
const ranks = cellResults.map(rankOf);

function rankOf(result: CellResult): number {
  if (result === 'missed' || result === 'overdue') return 1;
  if (result === 'accepted') return 3;
  if (result === 'none') return 6;
  return { bad: 0, withIssues: 2, open: 4, good: 5 }[outcomeOf(result)];
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
