import type { BackupSeries } from './backupSeries.js';
import type { Judgement } from './judgement.js';
import { keyOf, namesOf } from './ruleVersion.js';

/** What can stop many series at once, from narrow to wide. */
const scopeKinds = ['resource', 'rule', 'plan', 'vault', 'region', 'account'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** A resource, or a rule, plan, vault, region or account with its series. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly key: string;
  /** Its name; of a resource, the ARN. It is job data. */
  readonly name: string;
  /** The larger, the wider. */
  readonly width: number;
}

/**
 * The scopes of a series with more than itself, from narrow to wide. Those that its jobs do not name are left
 * out.
 */
export function scopesOf({ accountId, region }: BackupSeries, { latest: last }: Judgement): readonly Scope[] {
  const creator = last?.rule.creator;
  const { plan, rule } = namesOf(creator);
  const vault = last?.job.BackupVaultName;
  const place = [accountId, region];
  const planKey = creator?.BackupPlanId ?? plan;
  return [
    ...(rule && last ? [scope('rule', [...place, last.rule.ruleKey], rule)] : []),
    ...(plan ? [scope('plan', [...place, planKey], plan)] : []),
    ...(vault ? [scope('vault', [...place, vault], vault)] : []),
    scope('region', place, region),
    ...(accountId ? [scope('account', [accountId], accountId)] : []),
  ];
}

function scope(kind: ScopeKind, key: readonly (string | undefined)[], name: string): Scope {
  return { kind, key: keyOf([kind, ...key]), name, width: scopeKinds.indexOf(kind) };
}
