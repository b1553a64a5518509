import { resourceIdOf } from '../../jobs/jobFacts.js';
import { ByResource } from './byResource.js';
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
  readonly #resources = new ByResource<Group>();
  readonly #from: number;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#from = now.getTime() - periodMs;
  }

  add(counted: CountedJob): void {
    if (!wasCreatedSince(this.#from, counted)) return;
    const { accountId, issue, job, state } = counted;
    const failing = isFailing(state) ? (issue === undefined ? 'failing' : 'known') : undefined;
    const { BackupVaultName, CreatedBy, MessageCategory } = job;
    const { account, category, plan, vault } = this.#groups;
    if (accountId) count(groupOf(account, accountId), failing, accountId);
    if (MessageCategory) count(groupOf(category, MessageCategory), failing, MessageCategory);
    const planId = CreatedBy?.BackupPlanId;
    if (planId) count(groupOf(plan, planId), failing, planId, CreatedBy.BackupPlanName);
    if (BackupVaultName) count(groupOf(vault, BackupVaultName), failing, BackupVaultName);
    this.#countResource(counted, failing);
  }

  #countResource({ resource, resourceArn, resourceName }: CountedJob, failing: Failing | undefined): void {
    if (resource === undefined || !resourceArn) return;
    let group = this.#resources.at(resource.index);
    if (group === undefined) {
      group = groupOf(this.#groups.resource, resource.key);
      this.#resources.set(resource.index, group);
    }
    count(group, failing, resourceArn, resourceName);
  }

  result(): FailingFigures {
    const groups = { ...this.#groups, category: inAnyCase(this.#groups.category) };
    const entries = failingBy.map((by) => {
      const failing = [...groups[by]].filter(([, { failing: count, known }]) => count + known > 0);
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

interface Group {
  value: string;
  /** The display name, if a job has one. */
  name: string | undefined;
  jobs: number;
  failing: number;
  known: number;
}

function groupOf(groups: Map<string, Group>, key: string): Group {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = { value: '', name: undefined, jobs: 0, failing: 0, known: 0 };
  groups.set(key, group);
  return group;
}

/** Counts a job under a value with a display name. */
function count(group: Group, failing: Failing | undefined, value: string, name?: string): void {
  group.jobs++;
  if (failing !== undefined) group[failing]++;
  group.value = firstInOrder(group.value, value) ?? value;
  group.name = firstInOrder(group.name, name);
}

/** Counts categories together that differ only in case: AWS's own pages spell them differently. */
function inAnyCase(groups: ReadonlyMap<string, Group>): ReadonlyMap<string, Group> {
  const merged = new Map<string, Group>();
  for (const [value, { failing, jobs, known }] of groups) {
    const group = groupOf(merged, value.toUpperCase());
    group.value = firstInOrder(group.value, value) ?? value;
    group.jobs += jobs;
    group.failing += failing;
    group.known += known;
  }
  return merged;
}

const maxEntries = 10;
