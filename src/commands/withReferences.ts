import * as l10n from '@vscode/l10n';
import { statusMessage } from '../editor/notify.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { JobTarget } from '../jobs/jobTarget.js';

/**
 * Runs an action with the references of jobs. If some have none, because AWS Backup gave them no ID, the
 * status bar says so. If none has one, the action does not run.
 */
export async function withReferences(
  jobs: readonly JobTarget[],
  work: (references: readonly [JobReference, ...JobReference[]]) => Promise<void>,
): Promise<void> {
  const [first, ...others] = jobs.map(({ reference }) => reference).filter((one) => one !== undefined);
  if (first !== undefined) await work([first, ...others]);
  const omitted = jobs.length - (first === undefined ? 0 : others.length + 1);
  if (omitted > 0)
    statusMessage(
      omitted === 1
        ? l10n.t('One backup job is left out because it has no ID')
        : l10n.t('{count} backup jobs are left out because they have no ID', { count: omitted }),
    );
}
