import { resourceIdOf } from '../../jobs/jobFacts.js';
import { type CountedJob, wasCreatedSince } from './countedJob.js';
import { isFailing } from './countedStates.js';
import { firstInOrder, type Ranked, type Ranking, ranking } from './ranking.js';

/** What failing jobs are counted by. */
export const failingBy = ['resource', 'vault', 'plan', 'account', 'category'] as const;
export type FailingBy = (typeof failingBy)[number];

/** A resource, vault, plan, account or category with failing jobs. */
export interface FailingEntry extends Ranked {
  /** As AWS writes it: the ARN, the vault's name, the plan's id, the account, the category. */
  readonly value: string;
  /** The display name. */
  readonly title: string;
  /** The share of failing jobs that are no known issues, 0 to 1: the weight in the ranking. */
  readonly weight: number;
  /** The number of these jobs. */
  readonly second: number;
  /** The number of failing jobs that are known issues. */
  readonly known: number;
  /** All of its jobs in the period. */
  readonly jobs: number;
}

export type FailingFigures = Readonly<Record<FailingBy, Ranking<FailingEntry>>>;

/** Counts the failing jobs of a period by resource, vault, plan, account and category. */
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
    const { issue, job, resourceArn, resourceKey, resourceName, state } = counted;
    const failing = isFailing(state) ? (issue === undefined ? 'failing' : 'known') : undefined;
    const { AccountId, BackupVaultName, CreatedBy, MessageCategory } = job;
    const { account, category, plan, resource, vault } = this.#groups;
    countIn(account, failing, AccountId);
    countIn(category, failing, MessageCategory, undefined, MessageCategory?.toUpperCase());
    countIn(plan, failing, CreatedBy?.BackupPlanId, CreatedBy?.BackupPlanName);
    countIn(resource, failing, resourceArn, resourceName, resourceKey);
    countIn(vault, failing, BackupVaultName);
  }

  result(): FailingFigures {
    const entries = failingBy.map((by) => {
      const failing = [...this.#groups[by]].filter(([, { failing: count, known }]) => count + known > 0);
      return [
        by,
        ranking(
          failing.map(([key, { failing: second, jobs, known, name, value }]): FailingEntry => {
            const title = name ?? ((by === 'resource' && resourceIdOf(value)) || value);
            return { key, value, title, weight: second / jobs, second, known, jobs };
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
  /** The display name, if a job has one. */
  name: string | undefined;
  jobs: number;
  failing: number;
  known: number;
}

/** Counts a job under a value with a display name. Values with the same `key` are counted together. */
function countIn(
  groups: Map<string, Group>,
  failing: 'failing' | 'known' | undefined,
  value: string | undefined,
  name?: string,
  key = value,
): void {
  if (!value || !key) return;
  const group = groups.get(key);
  if (group === undefined) {
    const added = { value, name: name || undefined, jobs: 1, failing: 0, known: 0 };
    if (failing !== undefined) added[failing]++;
    groups.set(key, added);
    return;
  }
  group.jobs++;
  if (failing !== undefined) group[failing]++;
  // The result must not depend on the order of the jobs.
  if (value !== group.value && value < group.value) group.value = value;
  group.name = firstInOrder(group.name, name);
}

const maxEntries = 10;
