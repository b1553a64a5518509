import * as l10n from '@vscode/l10n';
import type { Finding } from './foldFindings.js';
import type { ScopeKind } from './scopes.js';

/** What to check, because it may have caused a finding. */
export function checkText({ kind, scope }: Pick<Finding, 'kind' | 'scope'>): string {
  if (scope.kind !== 'resource')
    return kind === 'missed'
      ? l10n.t('The opt-in of the resource types, the role, and AWS service events at the time')
      : l10n.t('Changes of the plan, its selection and its role, and the opt-in of the resource types');
  return kind === 'missed'
    ? l10n.t('Whether the resource matched the selection of the plan at the time')
    : l10n.t('Whether the resource was deleted, untagged or taken out of the plan');
}

/** The kind of a scope, as a title. */
export function scopeTitle(kind: ScopeKind): string {
  const titles: Readonly<Record<ScopeKind, string>> = {
    resource: l10n.t('Resource'),
    rule: l10n.t('Rule'),
    plan: l10n.t('Plan'),
    vault: l10n.t('Vault'),
    region: l10n.t('Region'),
    account: l10n.t('Account'),
  };
  return titles[kind];
}
