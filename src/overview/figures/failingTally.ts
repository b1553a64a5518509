import type { BackupJob } from '../../jobs/backupJob.js';
import { resourceIdOf } from '../../jobs/jobFacts.js';
import { type Ranked, type Ranking, ranking } from './ranking.js';
import { type CountedState, isFailing } from './shownStates.js';
import { wasCreatedSince } from './wasCreatedSince.js';

/** What failing jobs are counted by. */
export const failingBy = ['resource', 'vault', 'plan', 'account', 'category'] as const;
export type FailingBy = (typeof failingBy)[number];

/** One resource, vault, plan, account or category, some of whose jobs are failing. */
export interface FailingEntry extends Ranked {
  /** As AWS writes it: the ARN, the vault's name, the plan's id, the account, the category. */
  readonly value: string;
  /** What a person calls it. */
  readonly title: string;
  /** Failing jobs: the weight in the ranking. */
  readonly weight: number;
  /** All its jobs of the period. */
  readonly jobs: number;
}

export type FailingFigures = Readonly<Record<FailingBy, Ranking<FailingEntry>>>;

/** Counts who fails most among the jobs created within a period. What a job does not name, it is not counted for. */
export class FailingTally {
  readonly #groups = new Map(failingBy.map((by) => [by, new Map<string, Group>()]));
  readonly #from: number;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#from = now.getTime() - periodMs;
  }

  add(job: BackupJob, state: CountedState): void {
    if (!wasCreatedSince(this.#from, job)) return;
    const failing = Number(isFailing(state));
    for (const [by, groups] of this.#groups) {
      const value = valueBy[by](job);
      if (!value) continue;
      const key = by === 'category' ? value.toUpperCase() : value;
      const title = titleOf(by, job) ?? value;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { value, title, jobs: 1, failing });
      else {
        group.jobs++;
        group.failing += failing;
        // The order of the jobs is not to decide what a group is called.
        if (title < group.title) group.title = title;
        if (value < group.value) group.value = value;
      }
    }
  }

  result(): FailingFigures {
    const entries = [...this.#groups].map(([by, groups]) => {
      const failing = [...groups].filter(([, group]) => group.failing > 0);
      return [
        by,
        ranking(
          failing.map(([key, group]) => ({ key, ...group, weight: group.failing })),
          mostEntries,
        ),
      ];
    });
    return Object.fromEntries(entries) as FailingFigures;
  }
}

interface Group {
  value: string;
  title: string;
  jobs: number;
  failing: number;
}

const valueBy: Readonly<Record<FailingBy, (job: BackupJob) => string | undefined>> = {
  account: ({ AccountId }) => AccountId,
  category: ({ MessageCategory }) => MessageCategory,
  plan: ({ CreatedBy }) => CreatedBy?.BackupPlanId,
  resource: ({ ResourceArn }) => ResourceArn,
  vault: ({ BackupVaultName }) => BackupVaultName,
};

function titleOf(by: FailingBy, job: BackupJob): string | undefined {
  if (by === 'resource') return job.ResourceName || resourceIdOf(job.ResourceArn);
  return by === 'plan' ? job.CreatedBy?.BackupPlanName || undefined : undefined;
}

const mostEntries = 10;
