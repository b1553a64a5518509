import { JobPool } from '../../jobs/jobPool.js';
import { byServiceClock, earliest, type ReadTime } from '../../jobs/oldRead.js';
import type { OpenedArchive } from '../../jobs/openedConnection.js';
import type { ExportPart } from './exportedJobs.js';

/** What {@link archivedPart} needs of a region with a kept history. */
export interface ArchivedRegion {
  /** The jobs that AWS Backup lists. */
  readonly pool: JobPool;
  readonly archive: { readonly kept: OpenedArchive; readonly session: { readonly pool: JobPool } };
}

/**
 * The jobs that AWS Backup no longer lists, to be exported after those that it lists, which `listed` are. If
 * these are read for the export, so are the archived ones, and later: then each job is in one of both.
 *
 * @param startedAt when the export began
 */
export function archivedPart(
  { archive, pool: live }: ArchivedRegion,
  { isComplete, region, selection }: Pick<ExportPart, 'isComplete' | 'region' | 'selection'>,
  startedAt: ReadTime,
): ExportPart {
  const list = archive.session.pool.knownList(selection);
  return {
    region,
    selection,
    jobs: list.jobs(),
    isComplete: isComplete && list.isComplete,
    isArchived: true,
    pool: {
      async *sweep(...request) {
        const source = archive.kept.createSource({
          list: (of) => live.list(of),
          isComplete: (of) => live.isComplete(of),
          onDidChange: (listener) => live.onDidChange(listener),
          knownIds: (ids) => live.knownIds(ids),
          // What the export reads is no longer archived, even if nothing had been read before.
          get readAt() {
            return earliest(live.readAt, this.sweptSince);
          },
          get sweptSince() {
            return byServiceClock(startedAt, live.readAt?.clockOffsetMs);
          },
        });
        const pool = new JobPool({ source });
        try {
          yield* pool.sweep(...request);
        } finally {
          pool.dispose();
          source.dispose();
        }
      },
    },
  };
}
