import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { jobKey } from '../jobs/backupJob.js';
import { nestedJobs } from '../jobs/backupParts.js';
import type { Dimension } from '../jobs/grouping.js';
import { NestedJobCollector } from '../jobs/nestedJobCollector.js';
import { ResourceKeys } from '../jobs/resourceKeys.js';
import type { Slices } from '../jobs/slices.js';
import { timeOf } from '../jobs/timeOf.js';
import { type Slots, slotFinder } from './calendarSlots.js';
import { SlotTally } from './slotTally.js';

/** A resource, or what it has in one group, such as a vault. */
export interface CalendarRow {
  readonly region: string;
  /** The value of the dimension that groups the rows. */
  readonly group: string | undefined;
  readonly days: SlotTally;
  /** Those of the day that is opened to its hours. */
  readonly hours: SlotTally | undefined;
  /** The job that was created last. */
  readonly latest: BackupJob;
  /** The name of the group in its latest job. */
  readonly groupTitle: string | undefined;
  /** Whether a backup rule created one of its jobs. */
  readonly hasRule: boolean;
  /** Whether one of its jobs has a parent: the runs of the parent's rules back it up as well. */
  readonly hasNested: boolean;
}

/** The rows, and the jobs that are on no day of the calendar. */
export interface CountedRows {
  readonly rows: ReadonlyMap<string, CalendarRow>;
  readonly jobs: number;
  readonly outside: number;
}

export interface RowOptions {
  readonly days: Slots;
  readonly hours: Slots | undefined;
  readonly dimension: Dimension | undefined;
  /** The known issues that count. */
  readonly accepted: AcceptedIssues;
}

type MutableRow = { -readonly [Name in keyof CalendarRow]: CalendarRow[Name] } & {
  /** When `latest` was created, in epoch milliseconds; NaN if unknown. */
  latestCreated: number;
};

/**
 * Counts each job on the day and in the hour of its creation, in the row of its resource. A good part of a
 * backup shows the result of its parent. Rejects when the signal of the slices aborts.
 */
export async function countRows(
  jobsByRegion: ReadonlyMap<string, Iterable<BackupJob>>,
  { accepted, days, dimension, hours }: RowOptions,
  keys: RowKeys,
  slices: Slices,
): Promise<CountedRows> {
  const rows = new Map<string, MutableRow>();
  let jobs = 0;
  let outside = 0;
  const dayOf = slotFinder(days);
  const hourOf = hours && slotFinder(hours);
  const addTo = (row: CalendarRow, created: number, shown: BackupJob) => {
    const issue = accepted.issueOf(shown);
    const day = dayOf(created);
    if (day === undefined) outside++;
    else row.days.addJob(shown, day, issue);
    const hour = hourOf?.(created);
    if (hour !== undefined) row.hours?.addJob(shown, hour, issue);
  };
  for (const [region, ofRegion] of jobsByRegion) {
    const gathered = new NestedJobCollector();
    /** In the order of the nested jobs. */
    const nestedRows: CalendarRow[] = [];
    for (const job of ofRegion) {
      const group = dimension?.groupOf(job);
      const key = keys.ofJob(region, job, group);
      const created = timeOf(job, 'CreationDate');
      let row = rows.get(key);
      if (row === undefined) {
        row = newRow({ region, group, job, created, days, hours });
        rows.set(key, row);
      } else if (isLater(created, row.latestCreated)) {
        row.latest = job;
        row.latestCreated = created;
      }
      row.groupTitle ??= dimension?.titleIn?.(job);
      row.hasRule ||= job.CreatedBy !== undefined;
      if (gathered.add(job)) {
        row.hasNested = true;
        nestedRows.push(row);
      } else addTo(row, created, job);
      jobs++;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    const { parents, parts } = await nestedJobs(gathered, ofRegion, slices);
    for (const [place, job] of gathered.nested.entries()) {
      const row = nestedRows[place];
      if (row === undefined) continue;
      const parent = parents.get(job.ParentJobId ?? '');
      const isPart = parent !== undefined && parts.has(jobKey(job)) && accepted.judge(job) === 'good';
      addTo(row, timeOf(job, 'CreationDate'), isPart ? parent : job);
    }
  }
  return { rows, jobs, outside };
}

/** NaN is an unknown time, which is later than none. */
function isLater(one: number, other: number): boolean {
  return one > other || (Number.isNaN(other) && !Number.isNaN(one));
}

function newRow({
  created,
  days,
  group,
  hours,
  job,
  region,
}: Pick<RowOptions, 'days' | 'hours'> & {
  readonly region: string;
  readonly group: string | undefined;
  readonly job: BackupJob;
  readonly created: number;
}): MutableRow {
  return {
    region,
    group,
    latest: job,
    latestCreated: created,
    groupTitle: undefined,
    hasRule: false,
    hasNested: false,
    days: new SlotTally(days.starts.length),
    hours: hours && new SlotTally(hours.starts.length),
  };
}

/** The keys of rows. A resource has a row in each group of its jobs. */
export class RowKeys {
  readonly #resources = new ResourceKeys();
  readonly #grouped = new Map<string | undefined, Map<string, string>>();

  /** A job without a resource has a row of its own. */
  ofJob(region: string, job: BackupJob, group: string | undefined): string {
    const { AccountId, ResourceArn } = job;
    return ResourceArn
      ? this.ofResource(region, AccountId, ResourceArn, group)
      : JSON.stringify([region, jobKey(job)]);
  }

  ofResource(region: string, accountId: string | undefined, arn: string, group: string | undefined): string {
    const resource = this.#resources.in(region).of(accountId, arn).key;
    if (group === undefined) return resource;
    const ofGroup = this.#grouped.get(group) ?? new Map<string, string>();
    this.#grouped.set(group, ofGroup);
    const key = ofGroup.get(resource) ?? `${resource} ${JSON.stringify(group)}`;
    ofGroup.set(resource, key);
    return key;
  }
}
