import * as l10n from '@vscode/l10n';
import type { Session } from '../connection/session.js';
import { archivedPart } from '../documents/export/archivedPart.js';
import type { ExportPart } from '../documents/export/exportedJobs.js';
import { exportJobs } from '../documents/export/exportJobs.js';
import { confirm } from '../editor/notify.js';
import { failureText } from '../jobs/failureText.js';
import type { JobPool } from '../jobs/jobPool.js';
import { failureOf, type JobFailure } from '../jobs/jobSource.js';
import { readTimeNow } from '../jobs/oldRead.js';
import type { AppParts } from './appParts.js';

/** Exports what the tree's filter selects in each region, see {@link exportWithArchives}. */
export async function exportTree(app: Pick<AppParts, 'memory' | 'sessions' | 'tree'>): Promise<void> {
  await exportWithArchives(() => app.tree.loadedJobs(), app);
}

/**
 * Exports jobs that AWS Backup lists, and those of the same selection that only the archive has. If an
 * archive cannot be read, the user decides whether to export without it.
 */
export async function exportWithArchives(
  listedParts: () => Promise<readonly ListedPart[]>,
  { memory, sessions }: Pick<AppParts, 'memory' | 'sessions'>,
): Promise<void> {
  const failures = new Map<Session, JobFailure>();
  for (const session of sessions.current) {
    const failure = await archiveFailure(session);
    if (failure !== undefined) failures.set(session, failure);
  }
  const [failure] = failures.values();
  if (failure !== undefined && !(await isMeantWithoutArchive(failure))) return;
  const parts = async () => {
    const startedAt = readTimeNow();
    const listed = await listedParts();
    return listed.flatMap((part): ExportPart[] => {
      const session = sessions.current.find(({ pool }) => pool === part.pool);
      if (session?.archive === undefined || failures.has(session)) return [part];
      const { archive, pool } = session;
      return [part, archivedPart({ archive, pool }, part, startedAt)];
    });
  };
  await exportJobs({ parts, memory });
}

/** The jobs of a selection in a region, as far as they are loaded. */
type ListedPart = ExportPart & { readonly pool: JobPool };

/** Why the archive of a region cannot be read; undefined if it can, or if there is none. */
async function archiveFailure({ archive }: Session): Promise<JobFailure | undefined> {
  try {
    const signal = AbortSignal.timeout(maxReadMs);
    await archive?.session.source.listBackupJobs({}, { maxResults: 1, signal });
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

async function isMeantWithoutArchive(failure: JobFailure): Promise<boolean> {
  return confirm(
    l10n.t('The jobs that only the job history has cannot be exported'),
    failureText(failure),
    l10n.t('Export Without Them'),
  );
}

const maxReadMs = 15_000;
