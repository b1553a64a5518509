import * as l10n from '@vscode/l10n';
import { isRecord } from './isRecord.js';
import { IssuePattern, maxPatternLength, minLiteralLength } from './issuePattern.js';

/**
 * A problem that the user has accepted, with a reason, until a date. It has at least one of the conditions
 * `statusMessage`, `resourceArn`, `backupRuleId` and `backupVaultName`. All of its conditions must hold.
 */
export interface KnownIssue {
  /** A pattern for the whole status message, see {@link IssuePattern}. */
  readonly statusMessage?: string;
  readonly resourceArn?: string;
  readonly backupRuleId?: string;
  readonly backupVaultName?: string;
  /** An account of 12 digits: vaults of several accounts may have the same name. */
  readonly accountId?: string;
  readonly reason: string;
  /** The last day on which it counts, in UTC: `2026-12-31`. */
  readonly until: string;
}

/** The conditions of a {@link KnownIssue}. `accountId` alone is too wide. */
export const issueConditions = [
  'statusMessage',
  'resourceArn',
  'backupRuleId',
  'backupVaultName',
  'accountId',
] as const satisfies readonly (keyof KnownIssue)[];
export type IssueCondition = (typeof issueConditions)[number];

/** Where a known issue is stored: in the user settings or the workspace settings. */
export type KnownIssueScope = 'user' | 'workspace';

/** An entry of the setting `backupJobs.knownIssues`. */
export interface KnownIssueEntry {
  readonly scope: KnownIssueScope;
  /** The index of the entry in the setting of its scope. */
  readonly place: number;
  /** The entry as it is stored. */
  readonly stored: unknown;
  /** Undefined if the entry has problems: part of it would accept more than it was written for. */
  readonly issue: KnownIssue | undefined;
  /** Whether its last day has passed. It then accepts nothing. */
  readonly isPast: boolean;
  /** What is wrong with the entry, for people. */
  readonly problems: readonly string[];
}

/**
 * The entries in one scope of the setting. The value can be anything: the user or someone who shares the
 * workspace wrote it.
 */
export function knownIssueEntries(setting: unknown, scope: KnownIssueScope, now: Date): KnownIssueEntry[] {
  if (setting === undefined) return [];
  if (!Array.isArray(setting)) return [invalid({ scope, place: 0, stored: setting }, [l10n.t('not a list')])];
  const stored: readonly unknown[] = setting.slice(0, maxEntries);
  const entries = stored.map((one, place) => entryOf({ scope, place, stored: one }, now));
  if (setting.length > maxEntries)
    entries.push(
      invalid({ scope, place: maxEntries, stored: setting[maxEntries] }, [
        l10n.t('more than {count} entries', { count: maxEntries }),
      ]),
    );
  return entries;
}

type StoredEntry = Pick<KnownIssueEntry, 'place' | 'scope' | 'stored'>;

function entryOf(entry: StoredEntry, now: Date): KnownIssueEntry {
  const { stored } = entry;
  if (!isRecord(stored)) return invalid(entry, [l10n.t('not an object')]);
  const issue: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(stored)) {
    const field = fields.find((one) => one === name);
    const problem = field === undefined ? l10n.t('unknown name') : problemOf(field, value, now);
    if (problem !== undefined) problems.push(`${name}: ${problem}`);
    else if (typeof value === 'string') issue[name] = isExact(name) ? value : value.trim();
  }
  if (issueConditions.every((name) => name === 'accountId' || stored[name] === undefined))
    problems.push(
      l10n.t('one of {names} is missing', {
        names: issueConditions.filter((name) => name !== 'accountId').join(', '),
      }),
    );
  for (const name of ['reason', 'until'] as const)
    if (stored[name] === undefined) problems.push(l10n.t('{name} is missing', { name }));
  const { reason = '', until = '', ...conditions } = issue;
  if (problems.length > 0) return invalid(entry, problems);
  return { ...entry, issue: { ...conditions, reason, until }, isPast: isPast(until, now), problems };
}

function invalid(entry: StoredEntry, problems: readonly string[]): KnownIssueEntry {
  return { ...entry, issue: undefined, isPast: false, problems };
}

/** Whether the value has to be the same as that of the job, with its white space. */
function isExact(name: string): boolean {
  return name === 'resourceArn' || name === 'backupRuleId' || name === 'backupVaultName';
}

function problemOf(name: keyof KnownIssue, value: unknown, now: Date): string | undefined {
  if (typeof value !== 'string') return l10n.t('not a text');
  if (value.trim() === '') return l10n.t('empty');
  switch (name) {
    case 'statusMessage':
      if (value.length > maxPatternLength)
        return l10n.t('longer than {count} characters', { count: maxPatternLength });
      return new IssuePattern(value).literalLength < minLiteralLength
        ? l10n.t('fewer than {count} characters in words, besides * and spaces', { count: minLiteralLength })
        : undefined;
    case 'resourceArn':
    case 'backupRuleId':
    case 'backupVaultName':
      return value.includes('*') ? l10n.t('* is possible only in statusMessage') : undefined;
    case 'accountId':
      return /^\d{12}$/.test(value.trim()) ? undefined : l10n.t('not 12 digits');
    case 'until':
      return endProblem(value.trim(), now);
    case 'reason':
      return undefined;
  }
}

/** Why a text cannot be the last day of a known issue; undefined if it can. A past day can. */
export function endProblem(until: string, now: Date): string | undefined {
  const time = dayStart(until);
  if (time === undefined) return l10n.t('not a date such as 2026-12-31');
  return time > dayStart(latestEnd(now), Number.POSITIVE_INFINITY)
    ? l10n.t('more than a year ahead')
    : undefined;
}

/** The latest day that a known issue may last: a year ahead, in UTC. */
export function latestEnd(now: Date): string {
  return utcDay(new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth(), now.getUTCDate())));
}

/** The UTC day of a time: `2026-12-31`. */
export function utcDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The day some days after today, in UTC. */
export function dayAfter(now: Date, days: number): string {
  return utcDay(new Date(now.getTime() + days * dayMs));
}

/** Whether the last day of a known issue has passed. */
export function isPast(until: string, now: Date): boolean {
  return now.getTime() >= dayStart(until, Number.NEGATIVE_INFINITY) + dayMs;
}

/** The start of a UTC day in epoch milliseconds; `otherwise` if the text is no day. */
function dayStart(day: string): number | undefined;
function dayStart(day: string, otherwise: number): number;
function dayStart(day: string, otherwise?: number): number | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  // `2026-02-30` is a day in March for some engines.
  return Number.isNaN(time) || utcDay(new Date(time)) !== day ? otherwise : time;
}

const fields = [...issueConditions, 'reason', 'until'] as const satisfies readonly (keyof KnownIssue)[];
/** So many that nobody writes them, and few enough to compare each message with. */
export const maxEntries = 1000;
const dayMs = 86_400_000;
