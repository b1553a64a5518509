import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { messagePattern } from '../../jobs/messagePattern.js';
import { type CountedJob, wasCreatedSince } from './countedJob.js';
import { isFailing } from './countedStates.js';
import { type Ranked, type Ranking, ranking } from './ranking.js';

/** Status messages with the same pattern. */
export interface MessageEntry extends Ranked {
  readonly pattern: string;
  /** The number of jobs. */
  readonly weight: number;
  readonly resources: number;
  /** The job that was created last. */
  readonly latest: BackupJob;
}

/** Groups the status messages of a period's jobs that are failing or completed with issues. */
export class MessageTally {
  readonly #clusters = new Map<string, Cluster>();
  readonly #from: number;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#from = now.getTime() - periodMs;
  }

  add(counted: CountedJob): void {
    const { job, resourceArn, state } = counted;
    if (!wasCreatedSince(this.#from, counted)) return;
    if (!isFailing(state) && state !== 'COMPLETED_WITH_ISSUES') return;
    const message = job.StatusMessage;
    if (!message) return;
    const pattern = messagePattern(message);
    let cluster = this.#clusters.get(pattern);
    if (cluster === undefined) {
      cluster = { jobs: 0, resources: new Set(), latest: job };
      this.#clusters.set(pattern, cluster);
    }
    cluster.jobs++;
    if (resourceArn) cluster.resources.add(resourceArn);
    if (isLater(job, cluster.latest)) cluster.latest = job;
  }

  result(): Ranking<MessageEntry> {
    const entries = [...this.#clusters].map(([pattern, { jobs, latest, resources }]) => ({
      key: pattern,
      pattern,
      weight: jobs,
      resources: resources.size,
      latest,
    }));
    return ranking(entries, maxMessages);
  }
}

interface Cluster {
  jobs: number;
  readonly resources: Set<string>;
  latest: BackupJob;
}

function isLater(job: BackupJob, other: BackupJob): boolean {
  const distance = (job.CreationDate?.getTime() ?? 0) - (other.CreationDate?.getTime() ?? 0);
  return distance === 0 ? jobKey(job) > jobKey(other) : distance > 0;
}

const maxMessages = 12;
