import * as l10n from '@vscode/l10n';
import { countText } from './formats.js';
import type { JobCount } from './jobList.js';
import type { KnownIssue } from './knownIssue.js';
import { visibleLine } from './visibleText.js';

/**
 * How many failed, and beside them how many are known issues: `3 failed · 2 known`, `3 failed`, `2 known`. A
 * count of 0 is left out, unless nothing else is counted.
 *
 * @param failed without the known ones
 */
export function failedText(failed: JobCount, known: number, locale?: string): string {
  const text = l10n.t('{count} failed', { count: countText(failed, locale) });
  if (known === 0) return text;
  const knownText = knownCountText(known, locale);
  return failed.known === 0 && failed.isExact ? knownText : `${text} · ${knownText}`;
}

/** `2 known`: what is accepted as a known issue. */
export function knownCountText(count: number, locale?: string): string {
  return l10n.t('{count} known', { count: countText({ known: count, isExact: true }, locale) });
}

/** `Known issue until Dec 31, 2026: the reason`, on one line. */
export function knownIssueText(issue: KnownIssue, locale?: string): string {
  return l10n.t('Known issue until {date}: {reason}', {
    date: endText(issue, locale),
    reason: reasonText(issue),
  });
}

/** The last day of a known issue: `Dec 31, 2026`. It is a day in UTC, in every time zone. */
export function endText({ until }: Pick<KnownIssue, 'until'>, locale?: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    year: 'numeric',
  });
  return format.format(new Date(until));
}

/** The reason of a known issue, on one line. */
export function reasonText({ reason }: Pick<KnownIssue, 'reason'>): string {
  return visibleLine(reason, 200);
}

/** What a known issue matches, on one line: `message “…”, vault prod-vault, account 111122223333`. */
export function conditionsText(issue: Omit<KnownIssue, 'reason' | 'until'>): string {
  const { accountId, backupRuleId, backupVaultName, resourceArn, statusMessage } = issue;
  const shown = (value: string) => visibleLine(value, 200);
  return [
    statusMessage && l10n.t('message “{pattern}”', { pattern: shown(statusMessage) }),
    resourceArn && l10n.t('resource {arn}', { arn: shown(resourceArn) }),
    backupRuleId && l10n.t('rule {id}', { id: shown(backupRuleId) }),
    backupVaultName && l10n.t('vault {name}', { name: shown(backupVaultName) }),
    accountId && l10n.t('account {id}', { id: shown(accountId) }),
  ]
    .filter(Boolean)
    .join(', ');
}
