import { outcomeOf } from '../../jobs/jobStates.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { RankedResource } from './countedResource.js';
import type { CountedState } from './countedStates.js';
import type { NextGoodBackup } from './nextGoodBackup.js';

/**
 * What became of a resource since its last good backup, from its latest job; what needs attention first. It
 * is a known issue only if its failures since then and its overdue runs are all accepted.
 */
export const staleGroups = [
  'failing',
  'overdue',
  'withIssues',
  'other',
  'inProgress',
  'nothingSince',
  'known',
] as const;
export type StaleGroup = (typeof staleGroups)[number];

/** The group of a resource whose last good backup is too old, and the issue of a known one. */
export function judgedGroup(
  { key, resource }: RankedResource,
  next: NextGoodBackup,
): { readonly group: StaleGroup; readonly issue?: KnownIssue } {
  const { issue, lastGoodCreated, lastOpen, state } = resource;
  const ofState = staleGroupOf(state);
  // With a known issue, the latest job is the last good backup.
  const group = ofState === 'withIssues' && issue !== undefined ? 'nothingSince' : ofState;
  if (group === 'failing' && (issue === undefined || lastOpen > lastGoodCreated)) return { group };
  const { isOverdue, overdueIssue } = next.scheduleOf(key, resource) ?? {};
  if (isOverdue && overdueIssue === undefined) return { group: 'overdue' };
  const known = group === 'failing' ? issue : group === 'nothingSince' ? overdueIssue : undefined;
  return known === undefined ? { group } : { group: 'known', issue: known };
}

function staleGroupOf(state: CountedState): StaleGroup {
  if (state === 'any other') return 'other';
  switch (outcomeOf(state)) {
    case 'bad':
      return 'failing';
    case 'withIssues':
      return 'withIssues';
    case 'open':
      return 'inProgress';
    case 'good':
      return 'nothingSince';
  }
}
