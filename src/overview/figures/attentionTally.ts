import { type AttentionItem, attentionHours, endTime, splitItems } from '../../jobs/attention.js';
import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { jobTitle } from '../../jobs/jobFacts.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { CountedJob } from './countedJob.js';

/** What the counted jobs say about the latest backups of a resource. */
export interface BackupRecord {
  /** When the last good backup ended; undefined if there is none among the jobs. */
  readonly lastGood: Date | undefined;
  /** The creation of the first job since the last good one; undefined if the latest one is good. */
  readonly notGoodSince: Date | undefined;
  /** The number of nights in which the jobs since the last good one were created, see `nightOf`. */
  readonly nights: number;
}

/** A resource that needs attention, as in the tree. */
export interface AttentionEntry {
  readonly key: string;
  readonly region: string;
  readonly title: string;
  /** The latest job without a complete backup. */
  readonly job: BackupJob;
  /** When that job ended. */
  readonly ended: Date;
  /** Undefined if the job names no resource. */
  readonly record: BackupRecord | undefined;
  /** The known issue that accepts the job: all bad jobs of the resource are accepted then. */
  readonly issue?: KnownIssue;
}

/** The jobs that ended in the period of the tree's Needs attention. */
export interface AttentionFigures {
  /** The length of the period, which ends when the jobs were read. */
  readonly hours: number;
  readonly ended: number;
  /** The jobs without a complete backup that are no known issues. */
  readonly bad: number;
  /** Those that are. */
  readonly knownBad: number;
  readonly withIssues: number;
  /** The jobs that completed with known issues only. They are not among `withIssues`. */
  readonly knownWithIssues: number;
  /** The jobs that ended in a state that is not known, and the bad ones without any time. */
  readonly unclear: number;
  /** The resources that need attention. */
  readonly resources: number;
  /** The resources of which all bad jobs are known issues. */
  readonly knownResources: number;
  /** The number of resources without a good backup for more than one night. */
  readonly forNights: number;
  /** The number of resources for which the start of that time is not known. */
  readonly unknownSince: number;
  /** The resources in the order of the tree: the latest end first. Those with known issues come last. */
  readonly top: readonly AttentionEntry[];
}

/** Counts the jobs that ended lately, and keeps those without a complete backup. */
export class AttentionTally {
  readonly #hours: number;
  readonly #since: number;
  /** The bad jobs by region: the resources of the tree are those of one region, too. */
  readonly #bad = new Map<string, BackupJob[]>();
  readonly #issues = new Map<BackupJob, KnownIssue>();
  readonly #keys = new Map<BackupJob, string | undefined>();
  readonly #includedKeys = new Set<string>();
  #badCount = 0;
  #ended = 0;
  #withIssues = 0;
  #knownWithIssues = 0;
  #unclear = 0;

  constructor({ asOf }: { readonly asOf: Date }) {
    this.#hours = attentionHours(asOf);
    this.#since = asOf.getTime() - this.#hours * hourMs;
  }

  add({ created, ended, issue, job, outcome, region, resourceKey, state }: CountedJob): void {
    if (state === 'any other' && ended >= this.#since) this.#unclear++;
    if (outcome === 'open') return;
    const end = outcome === 'bad' ? endTime(job) : Number.isNaN(ended) ? created : ended;
    if (outcome === 'bad' && !Number.isFinite(end)) this.#unclear++;
    if (!(end >= this.#since)) return;
    this.#ended++;
    if (outcome === 'bad') this.#addBad(job, region, resourceKey, issue);
    if (outcome === 'withIssues') this.#withIssues++;
    if (outcome === 'good' && issue !== undefined) this.#knownWithIssues++;
  }

  #addBad(
    job: BackupJob,
    region: string,
    resourceKey: string | undefined,
    issue: KnownIssue | undefined,
  ): void {
    this.#badCount++;
    const ofRegion = this.#bad.get(region);
    if (ofRegion === undefined) this.#bad.set(region, [job]);
    else ofRegion.push(job);
    this.#keys.set(job, resourceKey);
    if (issue !== undefined) this.#issues.set(job, issue);
  }

  /** @param recordOf gives the record of the resource with a key */
  result(recordOf: (resourceKey: string) => BackupRecord | undefined): AttentionFigures {
    const split = [...this.#bad].map(([region, bad]) => ({
      region,
      ...splitItems(bad, (job) => this.#issues.get(job)),
    }));
    const entryOf = (region: string, item: AttentionItem) => this.#entryOf(region, item, recordOf);
    const entries = split.flatMap(({ open, region }) => open.map((item) => entryOf(region, item)));
    const known = split.flatMap(({ accepted, region }) =>
      accepted.map(({ issue, item }) => ({ ...entryOf(region, item), issue })),
    );
    entries.sort(latestEntryFirst);
    known.sort(latestEntryFirst);
    return {
      hours: this.#hours,
      ended: this.#ended,
      bad: this.#badCount - this.#issues.size,
      knownBad: this.#issues.size,
      withIssues: this.#withIssues,
      knownWithIssues: this.#knownWithIssues,
      unclear: this.#unclear,
      resources: entries.length,
      knownResources: known.length,
      forNights: entries.filter(isForNights).length,
      unknownSince: entries.filter(isUnknownSince).length,
      top: [...entries, ...known].slice(0, maxEntries).map((entry) => ({
        ...entry,
        title: jobTitle(entry.job) || jobKey(entry.job),
      })),
    };
  }

  #entryOf(
    region: string,
    { jobs: [job], key }: AttentionItem,
    recordOf: (resourceKey: string) => BackupRecord | undefined,
  ): Omit<AttentionEntry, 'title'> {
    const resourceKey = this.#keys.get(job);
    if (resourceKey !== undefined) this.#includedKeys.add(resourceKey);
    const record = resourceKey === undefined ? undefined : recordOf(resourceKey);
    return {
      key: resourceKey ?? `${region} ${key}`,
      region,
      job,
      ended: new Date(endTime(job)),
      record,
    };
  }

  /**
   * Whether the resource with a key is one of the {@link result}, or a job ended in the same period.
   */
  includes(resourceKey: string, job: BackupJob): boolean {
    return this.#includedKeys.has(resourceKey) || endTime(job) >= this.#since;
  }
}

function latestEntryFirst(one: RecordedEntry, other: RecordedEntry): number {
  return other.ended.getTime() - one.ended.getTime();
}

/** Whether a resource has had no good backup for more than one night. */
function isForNights(entry: RecordedEntry): boolean {
  return entry.record !== undefined && entry.record.nights > 1 && !isGoodAgain(entry);
}

/** Jobs without a creation date are on no night. */
function isUnknownSince(entry: RecordedEntry): boolean {
  const { job, record } = entry;
  if (record === undefined) return true;
  if (isForNights(entry) || isGoodAgain(entry)) return false;
  return record.notGoodSince === undefined || !isDated(job);
}

/** Whether a good backup followed, or ended after, a job that ended without one. */
export function isGoodAgain({ ended, job, record }: RecordedEntry): boolean {
  if (record?.lastGood === undefined) return false;
  return record.lastGood > ended || (record.notGoodSince === undefined && isDated(job));
}

function isDated({ CreationDate }: BackupJob): boolean {
  return Number.isFinite(CreationDate?.getTime());
}

type RecordedEntry = Pick<AttentionEntry, 'ended' | 'job' | 'record'>;

const hourMs = 3_600_000;
const maxEntries = 200;
