import * as l10n from '@vscode/l10n';
import { failureOf, JobSourceError } from '../../jobs/jobSource.js';
import type { OpenedRegion } from '../../jobs/openedConnection.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { AnsweringSource } from '../answeringSource.js';
import type { AthenaCatalog } from './athenaCatalog.js';
import type { AthenaPlace } from './athenaPlace.js';
import { AthenaQueries, columnsQuery } from './athenaQueries.js';
import { AthenaResults } from './athenaResults.js';
import type { AthenaRunner } from './athenaRunner.js';
import { AthenaSource, type MayReadAll } from './athenaSource.js';
import { type AthenaTable, tableOf } from './athenaTable.js';
import type { TableDescription } from './tableDescription.js';
import { tableProblems } from './tableProblems.js';

/**
 * The table of a place. Rejects with a JobSourceError if it cannot be described, or is no table of job
 * reports.
 */
export async function readTable(
  athena: AthenaCatalog & AthenaRunner,
  { database, table: name }: AthenaPlace,
  signal: AbortSignal,
): Promise<AthenaTable> {
  const description = await describeTable(athena, { database, name }, signal);
  const problem = tableProblems({ database, name }, description).find(
    ({ severity }) => severity === 'unusable',
  );
  if (problem === undefined) return tableOf({ database, name }, description);
  throw new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('The table “{table}” cannot be used', { table: visibleLine(name, 60) }),
    detail: problem.text,
    remedy: 'selectConnection',
  });
}

/**
 * Describes a table. Without the permission for that, the result of a query that reads nothing names the
 * columns, but not the partitions.
 */
export async function describeTable(
  athena: AthenaCatalog & AthenaRunner,
  named: Pick<AthenaTable, 'database' | 'name'>,
  signal: AbortSignal,
): Promise<TableDescription> {
  try {
    return await athena.describe(named.database, named.name, signal);
  } catch (error) {
    if (failureOf(error).kind !== 'accessDenied') throw error;
    const { executionId } = await athena.run(columnsQuery(named).sql, signal);
    const { columns } = await athena.page(executionId, { maxRows: 1, signal });
    return { columns, partitionKeys: [], parameters: {} };
  }
}

/**
 * A source for each region of a place. Which jobs the reports lack is not known, so none of it is complete.
 */
export function athenaRegions(
  { regions }: AthenaPlace,
  options: { readonly runner: AthenaRunner; readonly table: AthenaTable; readonly mayReadAll: MayReadAll },
): readonly OpenedRegion[] {
  const { mayReadAll, runner, table } = options;
  const shared = {
    mayReadAll,
    table,
    queries: new AthenaQueries(table, regions),
    results: new AthenaResults(runner),
  };
  return regions.map((region) => {
    const source = new AthenaSource({ ...shared, region });
    const facts = {
      kinds: ['report'],
      fields: source.fields,
      otherColumns: {},
      places: undefined,
      periods: [],
    } as const;
    return { region, source: new AnsweringSource(source, [facts]), listed: [], history: {} };
  });
}
