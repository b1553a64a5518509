import * as l10n from '@vscode/l10n';
import type { IssueProposal } from './issueProposals.js';

/** What a proposal matches, in a few words: `This message + This rule`. */
export function proposalTitle({ matches: [match, ...others] }: IssueProposal): string {
  if (others.length > 0) {
    const count = others.length + 1;
    return match.backupVaultName === undefined
      ? l10n.t('These {count} rules', { count })
      : l10n.t('These {count} vaults, in all regions', { count });
  }
  const { backupRuleId, backupVaultName, resourceArn, statusMessage: message } = match;
  const titles = [
    message && l10n.t('This message'),
    resourceArn && l10n.t('This resource'),
    backupRuleId && l10n.t('This rule'),
    backupVaultName && l10n.t('This vault, in all regions'),
  ].filter(Boolean);
  return titles.join(' + ');
}
