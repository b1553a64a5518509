import type { BackupJob } from '../jobs/backupJob.js';
import { valueFilter } from '../jobs/dimensionFilter.js';
import { accountDimension, planDimension, resourceDimension, vaultDimension } from '../jobs/dimensions.js';
import type { Dimension } from '../jobs/grouping.js';
import { type JobFilter, withFilters } from '../jobs/jobFilter.js';
import type { Finding } from './foldFindings.js';
import type { ScopeKind } from './scopes.js';

/** Where the jobs of a finding are: those with the value of `job` in a dimension. */
export interface FindingPlace {
  /** Undefined for a region. */
  readonly dimension: Dimension | undefined;
  readonly job: BackupJob;
  /** Undefined for an account, which has several. */
  readonly region: string | undefined;
}

/** The place of a finding; undefined if no job of it is known. */
export function findingPlace({ scope: { kind }, series: [first] }: Finding): FindingPlace | undefined {
  const job = first?.of.judgement.latest?.job;
  const region = kind === 'account' ? undefined : first?.of.series.region;
  return job && { dimension: dimensionOf(kind), job, region };
}

/** The filter that selects the jobs of a place; no filter for a region. */
export function placeFilter({ dimension, job }: FindingPlace): JobFilter {
  const value = dimension?.groupOf(job);
  const name = dimension?.filter;
  return name === undefined || value === undefined ? {} : withFilters({}, valueFilter(name, value));
}

/** No filter has the jobs of a rule, so those of its plan stand for them. */
function dimensionOf(kind: ScopeKind): Dimension | undefined {
  const dimensions: Readonly<Record<ScopeKind, Dimension | undefined>> = {
    resource: resourceDimension,
    rule: planDimension,
    plan: planDimension,
    vault: vaultDimension,
    account: accountDimension,
    region: undefined,
  };
  return dimensions[kind];
}
