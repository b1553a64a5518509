import { attentionHours, attentionItems, endTime } from '../../jobs/attention.js';
import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { jobTitle } from '../../jobs/jobFacts.js';
import { selectionOf } from '../../jobs/jobSelection.js';
import { outcomeOf } from '../../jobs/jobStates.js';
import type { CountedJob } from './countedJob.js';

/** What the counted jobs say about the latest backups of a resource. */
export interface BackupRecord {
  /** When the last good backup ended; undefined if there is none among the jobs. */
  readonly lastGood: Date | undefined;
  /** The creation of the first job since the last good one; undefined if the latest one is good. */
  readonly notGoodSince: Date | undefined;
  /** On how many days of the machine's calendar the jobs since the last good one were created. */
  readonly nights: number;
}

/** A resource that needs attention, as in the tree. */
export interface AttentionEntry {
  readonly key: string;
  readonly title: string;
  /** The latest job without a complete backup. */
  readonly job: BackupJob;
  /** When that job ended. */
  readonly ended: Date;
  /** Undefined if the job names no resource. */
  readonly record: BackupRecord | undefined;
}

/** The jobs that ended in the period of the tree's Needs attention. */
export interface AttentionFigures {
  /** The length of the period, which ends when the jobs were read. */
  readonly hours: number;
  readonly ended: number;
  readonly bad: number;
  readonly withIssues: number;
  /** The resources that need attention. */
  readonly resources: number;
  /** Those whose jobs of more than one night made no good backup. */
  readonly forNights: number;
  /** The resources whose jobs ended last. */
  readonly top: readonly AttentionEntry[];
}

/** Counts the jobs that ended lately, and keeps those without a complete backup. */
export class AttentionTally {
  readonly #asOf: Date;
  readonly #hours: number;
  readonly #since: number;
  readonly #bad: BackupJob[] = [];
  #ended = 0;
  #withIssues = 0;

  constructor({ asOf }: { readonly asOf: Date }) {
    this.#asOf = asOf;
    this.#hours = attentionHours(asOf);
    this.#since = asOf.getTime() - this.#hours * hourMs;
  }

  add({ created, ended, job, state }: CountedJob): void {
    const outcome = outcomeOf(state);
    if (outcome === 'open') return;
    const end = outcome === 'bad' ? endTime(job) : Number.isNaN(ended) ? created : ended;
    if (!(end >= this.#since)) return;
    this.#ended++;
    if (outcome === 'bad') this.#bad.push(job);
    if (outcome === 'withIssues') this.#withIssues++;
  }

  /** @param recordOf gives the record of the resource with an ARN */
  result(recordOf: (arn: string) => BackupRecord | undefined): AttentionFigures {
    const items = attentionItems(this.#bad, selectionOf({}), this.#asOf);
    const entries = items.map(
      ({ jobs: [job], key }): Omit<AttentionEntry, 'title'> => ({
        key,
        job,
        ended: new Date(endTime(job)),
        record: job.ResourceArn ? recordOf(job.ResourceArn) : undefined,
      }),
    );
    return {
      hours: this.#hours,
      ended: this.#ended,
      bad: this.#bad.length,
      withIssues: this.#withIssues,
      resources: entries.length,
      forNights: entries.filter(isForNights).length,
      top: entries.slice(0, maxEntries).map((entry) => ({
        ...entry,
        title: jobTitle(entry.job) || jobKey(entry.job),
      })),
    };
  }
}

/** Whether a resource has had no good backup for more than one night. */
function isForNights({ ended, record }: Pick<AttentionEntry, 'ended' | 'record'>): boolean {
  return record !== undefined && record.nights > 1 && !isGoodAgain(record, ended);
}

/** Whether a good backup ended after a job that ended without one. */
export function isGoodAgain({ lastGood, notGoodSince }: BackupRecord, ended: Date): boolean {
  return lastGood !== undefined && (notGoodSince === undefined || lastGood > ended);
}

const hourMs = 3_600_000;
const maxEntries = 200;
