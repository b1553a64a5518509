import { isJobReference, type JobReference } from '../jobs/jobReader.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { maxPlaces, type Trail } from './panelHistory.js';
import type { SavedPanel } from './panelMessages.js';

/**
 * The trail of a panel, to be saved: only references to jobs. A job without an ID has none and is left out.
 */
export function savedTrail({ after, before }: Trail<JobTarget>): Trail<JobReference> {
  const referencesOf = (targets: readonly JobTarget[]) => targets.flatMap(({ reference }) => reference ?? []);
  return { before: referencesOf(before), after: referencesOf(after) };
}

/**
 * Reads the trail of an untrusted saved state. Skips values that are not references to jobs, and the most
 * distant places if there are too many.
 */
export function trailFrom(saved: unknown): Trail<JobTarget> {
  const { after, before } = (saved ?? {}) as Readonly<Record<string, unknown>>;
  return { before: targetsIn(before).slice(-maxPlaces), after: targetsIn(after).slice(0, maxPlaces) };
}

function targetsIn(saved: unknown): JobTarget[] {
  if (!Array.isArray(saved)) return [];
  return saved
    .filter(isJobReference)
    .map(({ backupJobId, connection, region }) => ({ reference: { connection, region, backupJobId } }));
}

/** Whether an untrusted value is the saved state of a panel. {@link trailFrom} checks its trail. */
export function isSavedPanel(
  saved: unknown,
): saved is Omit<SavedPanel, 'trail'> & { readonly trail?: unknown } {
  return (
    typeof saved === 'object' &&
    saved !== null &&
    'reference' in saved &&
    isJobReference(saved.reference) &&
    'isPinned' in saved &&
    typeof saved.isPinned === 'boolean'
  );
}
