import { resourceIdOf } from '../../jobs/jobFacts.js';
import { type CountedJob, wasCreatedSince } from './countedJob.js';
import { isFailing } from './countedStates.js';
import { lesser, type Ranked, type Ranking, ranking } from './ranking.js';

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

/**
 * Counts who fails most among the jobs created within a period. What a job does not name, it is not counted
 * for.
 */
export class FailingTally {
  readonly #groups: Readonly<Record<FailingBy, Map<string, Group>>> = {
    account: new Map(),
    category: new Map(),
    plan: new Map(),
    resource: new Map(),
    vault: new Map(),
  };
  readonly #from: number;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#from = now.getTime() - periodMs;
  }

  add(counted: CountedJob): void {
    if (!wasCreatedSince(this.#from, counted)) return;
    const { job, resourceArn, resourceName, state } = counted;
    const failing = Number(isFailing(state));
    const { AccountId, BackupVaultName, CreatedBy, MessageCategory } = job;
    const { account, category, plan, resource, vault } = this.#groups;
    countIn(account, failing, AccountId);
    countIn(category, failing, MessageCategory, undefined, MessageCategory?.toUpperCase());
    countIn(plan, failing, CreatedBy?.BackupPlanId, CreatedBy?.BackupPlanName);
    countIn(resource, failing, resourceArn, resourceName);
    countIn(vault, failing, BackupVaultName);
  }

  result(): FailingFigures {
    const entries = failingBy.map((by) => {
      const failing = [...this.#groups[by]].filter(([, group]) => group.failing > 0);
      return [
        by,
        ranking(
          failing.map(([key, { failing: weight, jobs, name, value }]): FailingEntry => {
            const title = name ?? ((by === 'resource' && resourceIdOf(value)) || value);
            return { key, value, title, weight, jobs };
          }),
          maxEntries,
        ),
      ];
    });
    return Object.fromEntries(entries) as FailingFigures;
  }
}

interface Group {
  value: string;
  /** What a person calls it, where a job says so. */
  name: string | undefined;
  jobs: number;
  failing: number;
}

/**
 * Counts a job under a value that is called by `name`; `key` is what values have in common that are written
 * otherwise.
 */
function countIn(
  groups: Map<string, Group>,
  failing: number,
  value: string | undefined,
  name?: string,
  key = value,
): void {
  if (!value || !key) return;
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, { value, name: name || undefined, jobs: 1, failing });
    return;
  }
  group.jobs++;
  group.failing += failing;
  // The order of the jobs is not to decide what a group is called.
  if (value < group.value) group.value = value;
  group.name = lesser(group.name, name);
}

const maxEntries = 10;
