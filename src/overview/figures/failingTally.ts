import { resourceIdOf } from '../../jobs/jobFacts.js';
import { entry } from '../../jobs/mapEntry.js';
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
  readonly #groups: Readonly<Record<FailingBy, Groups>> = {
    account: new Groups(),
    category: new Groups(),
    plan: new Groups(),
    resource: new Groups(),
    vault: new Groups(),
  };
  readonly #from: number;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#from = now.getTime() - periodMs;
  }

  add(counted: CountedJob): void {
    if (!wasCreatedSince(this.#from, counted)) return;
    const { accountId, category, creator, issue, resource, resourceArn, resourceName, state, vaultName } =
      counted;
    const failing = isFailing(state) ? (issue === undefined ? 'failing' : 'known') : undefined;
    const groups = this.#groups;
    if (accountId) groups.account.count(accountId, failing, accountId);
    if (category) groups.category.count(category, failing, category);
    const planId = creator?.BackupPlanId;
    if (planId) groups.plan.count(planId, failing, planId, creator.BackupPlanName);
    if (vaultName) groups.vault.count(vaultName, failing, vaultName);
    if (resource && resourceArn) groups.resource.count(resource.key, failing, resourceArn, resourceName);
  }

  result(): FailingFigures {
    const entries = failingBy.map((by) => {
      const all = this.#groups[by].all;
      const failing = [...(by === 'category' ? inAnyCase(all) : all)].filter(
        ([, { failing: count, known }]) => count + known > 0,
      );
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

type Failing = 'failing' | 'known';

/** Groups by their keys. Successive jobs are often of the same group, which is then not searched again. */
class Groups {
  readonly #groups = new Map<string, Group>();
  #lastKey: string | undefined;
  #last = newGroup();

  get all(): ReadonlyMap<string, Group> {
    return this.#groups;
  }

  /** Counts a job under a value with a display name. */
  count(key: string, failing: Failing | undefined, value: string, name?: string): void {
    if (key !== this.#lastKey) {
      this.#last = entry(this.#groups, key, newGroup);
      this.#lastKey = key;
    }
    const group = this.#last;
    group.jobs++;
    if (failing !== undefined) group[failing]++;
    group.value = firstInOrder(group.value, value) ?? value;
    group.name = firstInOrder(group.name, name);
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

function newGroup(): Group {
  return { value: '', name: undefined, jobs: 0, failing: 0, known: 0 };
}

/** Counts categories together that differ only in case: AWS's own pages spell them differently. */
function inAnyCase(groups: ReadonlyMap<string, Group>): ReadonlyMap<string, Group> {
  const merged = new Map<string, Group>();
  for (const [value, { failing, jobs, known }] of groups) {
    const group = entry(merged, value.toUpperCase(), newGroup);
    group.value = firstInOrder(group.value, value) ?? value;
    group.jobs += jobs;
    group.failing += failing;
    group.known += known;
  }
  return merged;
}

const maxEntries = 10;
