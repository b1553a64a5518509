import * as l10n from '@vscode/l10n';
import type { JobDocuments } from '../documents/jobDocuments.js';
import { maxReferences } from '../documents/jobUri.js';
import { showInformation } from '../editor/notify.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { withReferences } from './withReferences.js';

/** Opens one job as JSON, or several in one document. */
export async function openJson(
  jobs: readonly JobTarget[],
  documents: Pick<JobDocuments, 'open'>,
): Promise<void> {
  await withReferences(jobs, async (references) => {
    const [reference, ...others] = references;
    if (others.length === 0) return documents.open({ reference });
    if (references.length <= maxReferences) return documents.open({ references });
    const text = l10n.t(
      '{count} backup jobs are selected, but one JSON document can have at most {max}. Select fewer, or use “Export…”.',
      { count: references.length, max: maxReferences },
    );
    void showInformation(text);
  });
}
