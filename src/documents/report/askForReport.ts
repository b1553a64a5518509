import * as l10n from '@vscode/l10n';
import { pickOne } from '../../editor/pickOne.js';
import type { ExportScope } from '../export/exportedJobs.js';
import { pickScope } from '../export/pickScope.js';

/** What a report covers, and whether its jobs are saved beside it. */
export interface ReportRequest {
  readonly scope: ExportScope;
  readonly savesJobs: boolean;
}

/**
 * Asks which jobs to report on, if not all are loaded, and whether to save them. Undefined if the user
 * cancels.
 *
 * @param loaded the number of loaded jobs, if not all are loaded
 */
export async function askForReport(loaded: number | undefined): Promise<ReportRequest | undefined> {
  const title = l10n.t('Backup Jobs: Export Report');
  const asksForScope = loaded !== undefined && loaded > 0;
  const totalSteps = asksForScope ? 2 : 1;
  let scope: ExportScope = 'everything';
  for (;;) {
    if (asksForScope) {
      const picked = await pickScope({
        title,
        placeholder: l10n.t('Select the jobs to report on. A report on the loaded jobs is partial'),
        step: 1,
        totalSteps,
        loaded,
        active: scope,
      });
      if (picked === undefined || picked === 'back') return undefined;
      scope = picked.value;
    }
    const picked = await pickOne<boolean>({
      title,
      placeholder: l10n.t('Select what to save'),
      step: totalSteps,
      totalSteps,
      choices: [
        { label: l10n.t('The report'), description: l10n.t('with the SHA-256 of its jobs'), value: false },
        {
          label: l10n.t('The report and its jobs'),
          description: l10n.t('as NDJSON, in a file beside the report'),
          value: true,
        },
      ],
    });
    if (picked === undefined) return undefined;
    if (picked !== 'back') return { scope, savesJobs: picked.value };
  }
}
