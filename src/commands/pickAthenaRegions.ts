import * as l10n from '@vscode/l10n';
import { withNotification } from '../editor/notify.js';
import { pickMany } from '../editor/pickMany.js';
import type { Choice } from '../editor/pickOne.js';
import { isRegion, noRegion } from '../history/athena/athenaPlace.js';
import { regionsQuery } from '../history/athena/athenaQueries.js';
import type { AthenaRunner } from '../history/athena/athenaRunner.js';
import type { AthenaTable } from '../history/athena/athenaTable.js';
import { aborted, JobSourceError } from '../jobs/jobSource.js';
import { visibleLine } from '../jobs/visibleText.js';
import { athenaTitle, nameChoice, previousStep, type Step } from './athenaPicks.js';

/**
 * Lets the user check the regions of the jobs. Those that the reports of the last weeks name are checked, if
 * these can be read without the others; else the first of the `known` ones. Rejects with a JobSourceError.
 */
export async function pickAthenaRegions(
  runner: AthenaRunner,
  table: AthenaTable,
  known: readonly [string, ...string[]],
): Promise<Step<readonly string[]>> {
  const query = regionsQuery(table, Date.now() - recentMs);
  const found = query.isPruned ? await regionsIn(runner, query.sql) : [];
  const checked = found.length > 0 ? found : [known[0]];
  const picked = await pickMany<string>({
    title: athenaTitle(),
    placeholder: l10n.t('Select the regions of the jobs to show, or type a name'),
    choices: [...new Set([...checked, ...known])].map(regionChoice),
    typed: (text) => nameChoice(text.toLowerCase()),
    checked,
    needsCheck: l10n.t('Check at least one region'),
  });
  const wrong =
    typeof picked === 'object'
      ? picked.find((region) => region !== noRegion && !isRegion(region))
      : undefined;
  if (wrong === undefined) return picked === 'back' ? previousStep : picked;
  throw new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('“{region}” is not an AWS region', { region: visibleLine(wrong, 100) }),
    detail: '',
    remedy: 'retry',
  });
}

/** The regions that a query finds. Rejects with a JobSourceError, of kind `aborted` if the user cancels. */
function regionsIn(runner: AthenaRunner, sql: string): Thenable<readonly string[]> {
  return withNotification(l10n.t('Finding the regions in the job reports'), async (_, token) => {
    const controller = new AbortController();
    const { signal } = controller;
    token.onCancellationRequested(() => controller.abort());
    if (token.isCancellationRequested) throw aborted();
    const { executionId } = await runner.run(sql, signal);
    const { rows } = await runner.page(executionId, { maxRows: maxRegions, signal });
    const regions = rows.map(([region = noRegion]) => region);
    return [...regions.filter(isRegion).sort(), ...regions.filter((region) => region === noRegion)];
  });
}

function regionChoice(region: string): Choice<string> {
  return region === noRegion
    ? {
        label: l10n.t('No region'),
        detail: l10n.t('Jobs of which the reports name no region'),
        value: region,
      }
    : nameChoice(region);
}

/** The reports in which regions are looked for. */
const recentMs = 35 * 24 * 60 * 60 * 1000;
const maxRegions = 500;
