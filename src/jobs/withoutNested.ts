import type { BackupJob } from './backupJob.js';
import { isBad, isInProgress } from './jobStates.js';

/**
 * The jobs that get a top-level row in a list. If a nested job and its parent are both in the list, the
 * nested job appears only below its parent. Jobs that name each other as parent keep their rows, because
 * nothing else would show them.
 */
export function withoutNested(jobs: readonly BackupJob[]): readonly BackupJob[] {
  const nested = jobs.filter(({ ParentJobId }) => ParentJobId !== undefined);
  if (nested.length === 0) return jobs;
  const wanted = new Set(nested.map(({ ParentJobId }) => ParentJobId));
  const parents = new Set(
    jobs.filter(({ BackupJobId }) => wanted.has(BackupJobId)).map(({ BackupJobId }) => BackupJobId),
  );
  const parentOf = new Map(
    nested
      .filter(({ ParentJobId }) => parents.has(ParentJobId))
      .map(({ BackupJobId, ParentJobId }) => [BackupJobId, ParentJobId]),
  );
  if (parentOf.size === 0) return jobs;
  const inCycles = cyclesIn(parentOf);
  return jobs.filter(
    ({ BackupJobId, ParentJobId }) =>
      !parents.has(ParentJobId) || ParentJobId === BackupJobId || inCycles.has(BackupJobId),
  );
}

/**
 * The jobs of one resource that say how its backups went. A nested job of the same resource as its parent is
 * only a part of a backup: its parent says how that went. A bad part counts as well until the parent has
 * ended.
 *
 * @param jobs all of the same resource
 */
export function withoutParts(jobs: readonly BackupJob[]): readonly BackupJob[] {
  const whole = new Set(withoutNested(jobs));
  if (whole.size === jobs.length) return jobs;
  const open = new Set(jobs.filter(isInProgress).map(({ BackupJobId }) => BackupJobId));
  return jobs.filter((job) => whole.has(job) || (isBad(job) && open.has(job.ParentJobId)));
}

/** The jobs that are their own ancestors. Each job is visited once, however long the chains are. */
function cyclesIn(parentOf: ReadonlyMap<string | undefined, string | undefined>): Set<string | undefined> {
  const inCycles = new Set<string | undefined>();
  const seen = new Set<string | undefined>();
  for (const start of parentOf.keys()) {
    const path: (string | undefined)[] = [];
    let at: string | undefined = start;
    for (; parentOf.has(at) && !seen.has(at); at = parentOf.get(at)) {
      seen.add(at);
      path.push(at);
    }
    const cycleStart = path.indexOf(at);
    if (cycleStart !== -1) for (const id of path.slice(cycleStart)) inCycles.add(id);
  }
  return inCycles;
}
