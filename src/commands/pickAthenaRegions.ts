import * as l10n from '@vscode/l10n';
import { withNotification } from '../editor/notify.js';
import { pickMany } from '../editor/pickMany.js';
import type { Choice } from '../editor/pickOne.js';
import { isRegion, noRegion } from '../history/athena/athenaPlace.js';
import { regionsQuery } from '../history/athena/athenaQueries.js';
import type { AthenaRunner } from '../history/athena/athenaRunner.js';
import type { AthenaTable } from '../history/athena/athenaTable.js';
import { reportDaysOf } from '../history/athena/reportDays.js';
import { aborted, JobSourceError } from '../jobs/jobSource.js';
import { type TimeExpression, timeOf } from '../jobs/timeExpression.js';
import { visibleLine } from '../jobs/visibleText.js';
import { athenaTitle, nameChoice, previousStep, type Step } from './athenaPicks.js';

/** From when on jobs are shown; `all` is for all reports. */
export type AthenaStart = TimeExpression | 'all';

/** Options of {@link pickAthenaRegions}. */
export interface AthenaRegionOptions {
  readonly known: readonly [string, ...string[]];
  readonly start: AthenaStart;
}

/**
 * Lets the user check the regions of the jobs. Those are checked that the reports from the start name, if
 * these can be read without the others; else the first of the `known` ones. All reports are not read for
 * that, only those of the last 400 days, which the text says. Rejects with a JobSourceError.
 */
export async function pickAthenaRegions(
  runner: AthenaRunner,
  table: AthenaTable,
  { known, start }: AthenaRegionOptions,
): Promise<Step<readonly string[]>> {
  const query = regionsQuery(table, firstReport(start, new Date()));
  const found = query.isPruned ? await regionsIn(runner, query.sql) : [];
  const checked = found.length > 0 ? found : [known[0]];
  const picked = await pickMany<string>({
    title: athenaTitle(),
    placeholder: placeholder(start, { hasLooked: query.isPruned, hasFound: found.length > 0 }),
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

/** Short, because a long one is cut. */
function placeholder(
  start: AthenaStart,
  { hasFound, hasLooked }: { readonly hasLooked: boolean; readonly hasFound: boolean },
): string {
  if (!hasLooked) return l10n.t('Select regions: finding them would read all reports');
  return start === 'all' && hasFound
    ? l10n.t('Select regions: those of the last 400 days are checked')
    : l10n.t('Select the regions of the jobs to show, or type a name');
}

/** The day of the first report that can have a job from the start on, in epoch milliseconds. */
function firstReport(start: AthenaStart, now: Date): number | undefined {
  const createdAfter = timeOf(start === 'all' ? 'last 400 days' : start, now);
  return createdAfter && reportDaysOf({ createdAfter }).from;
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

const maxRegions = 500;
