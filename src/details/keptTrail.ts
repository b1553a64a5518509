import { isJobReference, type JobReference } from '../jobs/jobReader.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { maxPlaces, type Trail } from './panelHistory.js';
import type { KeptPanel } from './panelMessages.js';

/**
 * What is kept of where a panel has been: ids only. A job to which AWS gave none cannot be found again, and
 * is left out.
 */
export function keptTrail({ after, before }: Trail<JobTarget>): Trail<JobReference> {
  return { before: before.flatMap(referenceOf), after: after.flatMap(referenceOf) };
}

/**
 * The trail in what was kept. It is looked at as if a stranger had written it: what names no job is left out,
 * and so are the farthest of too many.
 */
export function trailFrom(kept: unknown): Trail<JobTarget> {
  const { after, before } = (kept ?? {}) as Readonly<Record<string, unknown>>;
  return { before: subjectsIn(before).slice(-maxPlaces), after: subjectsIn(after).slice(0, maxPlaces) };
}

function referenceOf({ reference }: JobTarget): JobReference[] {
  return reference === undefined ? [] : [reference];
}

function subjectsIn(kept: unknown): JobTarget[] {
  if (!Array.isArray(kept)) return [];
  return kept
    .filter(isJobReference)
    .map(({ backupJobId, connection, region }) => ({ reference: { connection, region, backupJobId } }));
}

/**
 * Whether a kept state is one. It is looked at as if a stranger had written it; its trail is so by the panel.
 */
export function isKeptPanel(kept: unknown): kept is Omit<KeptPanel, 'trail'> & { readonly trail?: unknown } {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'reference' in kept &&
    isJobReference(kept.reference) &&
    'isOwn' in kept &&
    typeof kept.isOwn === 'boolean'
  );
}
