import type { BackupJob } from '../../jobs/backupJob.js';
import { jobKey } from '../../jobs/backupJob.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { CountedJob } from './countedJob.js';

/** What a known issue accepts among the counted jobs. */
export interface KnownIssueFigures {
  readonly jobs: number;
  /** How many of them made no complete backup. The others completed with issues. */
  readonly failing: number;
  /** The number of resources that they name. */
  readonly resources: number;
  /** The job that was created last. */
  readonly latest: BackupJob;
}

/** Counts the jobs that each known issue accepts. An issue that accepts none has no entry. */
export class KnownIssueTally {
  readonly #issues = new Map<KnownIssue, Counted>();

  add({ created, issue, job, outcome, resourceKey }: CountedJob): void {
    if (issue === undefined) return;
    let counted = this.#issues.get(issue);
    if (counted === undefined) {
      counted = { jobs: 0, failing: 0, resources: new Set(), latest: job, created };
      this.#issues.set(issue, counted);
    }
    counted.jobs++;
    if (outcome === 'bad') counted.failing++;
    if (resourceKey !== undefined) counted.resources.add(resourceKey);
    if (!isLater(job, created, counted)) return;
    counted.latest = job;
    counted.created = created;
  }

  result(): ReadonlyMap<KnownIssue, KnownIssueFigures> {
    return new Map(
      [...this.#issues].map(([issue, { failing, jobs, latest, resources }]) => [
        issue,
        { jobs, failing, resources: resources.size, latest },
      ]),
    );
  }
}

interface Counted {
  jobs: number;
  failing: number;
  readonly resources: Set<string>;
  latest: BackupJob;
  /** The creation of the latest one, in epoch milliseconds; NaN if it is not known. */
  created: number;
}

function isLater(job: BackupJob, created: number, { created: other, latest }: Counted): boolean {
  if (Number.isNaN(created) || created === other) return created === other && jobKey(job) > jobKey(latest);
  return Number.isNaN(other) || created > other;
}
