import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { messagePattern } from '../../jobs/messagePattern.js';
import { timeOf } from '../../jobs/timeOf.js';
import { type CountedJob, wasCreatedSince } from './countedJob.js';
import { isFailing } from './countedStates.js';
import { type Ranked, type Ranking, ranking } from './ranking.js';

/** Status messages with the same pattern: what several jobs share as their cause. */
export interface MessageEntry extends Ranked {
  readonly pattern: string;
  /** The number of jobs. */
  readonly weight: number;
  /** How many of them made no complete backup. The others completed with issues. */
  readonly failing: number;
  /** How many of them are known issues. */
  readonly known: number;
  /** The known issue of the latest of these. */
  readonly issue: KnownIssue | undefined;
  readonly resources: Ranking<MessageResource>;
  /** The job that was created last. */
  readonly latest: BackupJob;
  /** The latest one that is no known issue; undefined if all are. */
  readonly latestOpen: BackupJob | undefined;
}

/** A resource with such a message. */
export interface MessageResource extends Ranked {
  readonly arn: string;
  /** The latest of its jobs with the message. Its creation is the weight, in epoch milliseconds. */
  readonly job: BackupJob;
}

/**
 * Groups the status messages of a period's jobs that are failing or completed with issues. Failures come
 * before warnings, and both before messages of known issues only.
 */
export class MessageTally {
  readonly #clusters = new Map<string, Cluster>();
  readonly #from: number;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#from = now.getTime() - periodMs;
  }

  add(counted: CountedJob): void {
    const { issue, job, resourceArn, resourceKey, state } = counted;
    if (!wasCreatedSince(this.#from, counted)) return;
    const isBad = isFailing(state);
    if (!isBad && state !== 'COMPLETED_WITH_ISSUES') return;
    const message = job.StatusMessage;
    if (!message) return;
    const pattern = messagePattern(message);
    let cluster = this.#clusters.get(pattern);
    if (cluster === undefined) {
      cluster = { jobs: 0, failing: 0, known: 0, resources: new Map(), latest: job };
      this.#clusters.set(pattern, cluster);
    }
    cluster.jobs++;
    if (isBad) cluster.failing++;
    if (issue !== undefined) addKnown(cluster, job, issue);
    else if (cluster.latestOpen === undefined || isLater(job, cluster.latestOpen)) cluster.latestOpen = job;
    if (isLater(job, cluster.latest)) cluster.latest = job;
    if (resourceArn === undefined || resourceKey === undefined) return;
    const known = cluster.resources.get(resourceKey);
    if (known === undefined || isLater(job, known.job))
      cluster.resources.set(resourceKey, { arn: resourceArn, job });
  }

  result(): Ranking<MessageEntry> {
    const entries = [...this.#clusters].map(([pattern, cluster]) => ({
      key: pattern,
      weight: cluster.jobs,
      rank: cluster.known === cluster.jobs ? 2 : cluster.failing > 0 ? 0 : 1,
      cluster,
    }));
    const ranked = [0, 1, 2].flatMap(
      (rank) =>
        ranking(
          entries.filter((entry) => entry.rank === rank),
          maxMessages,
        ).top,
    );
    const top = ranked.slice(0, maxMessages).map(({ cluster, key, weight }) => ({
      key,
      pattern: key,
      weight,
      failing: cluster.failing,
      known: cluster.known,
      issue: cluster.latestKnown?.issue,
      resources: ranking([...cluster.resources].map(messageResource), maxResources),
      latest: cluster.latest,
      latestOpen: cluster.latestOpen,
    }));
    return { all: entries.length, top };
  }
}

interface Cluster {
  jobs: number;
  failing: number;
  known: number;
  latestKnown?: { readonly job: BackupJob; readonly issue: KnownIssue };
  /** The latest job of each resource, by its key. */
  readonly resources: Map<string, Pick<MessageResource, 'arn' | 'job'>>;
  latest: BackupJob;
  latestOpen?: BackupJob;
}

function addKnown(cluster: Cluster, job: BackupJob, issue: KnownIssue): void {
  cluster.known++;
  if (cluster.latestKnown === undefined || isLater(job, cluster.latestKnown.job))
    cluster.latestKnown = { job, issue };
}

function messageResource([key, { arn, job }]: readonly [
  string,
  Pick<MessageResource, 'arn' | 'job'>,
]): MessageResource {
  return { key, arn, job, weight: job.CreationDate?.getTime() ?? 0 };
}

function isLater(job: BackupJob, other: BackupJob): boolean {
  const distance = timeOf(job, 'CreationDate') - timeOf(other, 'CreationDate');
  return distance === 0 ? jobKey(job) > jobKey(other) : distance > 0;
}

const maxMessages = 12;
const maxResources = 50;
