import * as l10n from '@vscode/l10n';
import { statusMessage } from '../editor/notify.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { JobTree } from '../tree/jobTree.js';

/** Opens the view and selects the row of a job. If the job has no row, says so. */
export async function revealInTree({ job, reference }: JobTarget, tree: JobTree): Promise<void> {
  if (job === undefined || reference === undefined) return;
  await tree.bringToFront({ takesFocus: true });
  const isThere = await tree.reveal({ job, region: reference.region });
  if (!isThere)
    statusMessage(l10n.t('The tree does not show this job. Change the filter, or load more jobs'));
}
