import * as l10n from '@vscode/l10n';
import { type Choice, pickOne } from '../editor/pickOne.js';
import type { AthenaCatalog, NamedTable } from '../history/athena/athenaCatalog.js';
import { describeTable } from '../history/athena/athenaHistory.js';
import type { AthenaRunner } from '../history/athena/athenaRunner.js';
import { type AthenaTable, tableOf } from '../history/athena/athenaTable.js';
import type { FoundPlaces } from '../history/athena/findReportPlaces.js';
import { isSameFolder } from '../history/athena/reportPlaces.js';
import { type TableProblem, tableProblems } from '../history/athena/tableProblems.js';
import { failureOf } from '../jobs/jobSource.js';
import { athenaTitle, pickName, previousStep, type Step } from './athenaPicks.js';

/**
 * Lets the user select a database and a table of job reports, and says what is wrong with its definition.
 * Resolves to the database in which the user wants to create a table instead, or to undefined if the user
 * cancels. Rejects with a JobSourceError.
 */
export async function pickAthenaTable(
  service: AthenaCatalog & AthenaRunner,
  found: Promise<FoundPlaces>,
  signal: AbortSignal,
): Promise<AthenaTable | { readonly createsIn: string } | undefined> {
  for (;;) {
    const database = await pickName(
      {
        placeholder: l10n.t('Select the database of the job reports, or type its name'),
        prompt: l10n.t('The name of the database of the job reports'),
      },
      listed(service.databases(signal)),
    );
    if (database === undefined || database === previousStep) return undefined;
    const picked = await pickTable(listed(service.tables(database, signal)), found);
    if (picked === undefined) return undefined;
    if (picked === previousStep) continue;
    if (picked === newTable) return { createsIn: database };
    const named = { database, name: picked };
    const description = await describeTable(service, named, signal);
    const problems = tableProblems(named, description);
    const decision = problems.length === 0 ? 'connect' : await decideOn(picked, problems);
    if (decision === 'connect') return tableOf(named, description);
    if (decision === 'create') return { createsIn: database };
    if (decision === undefined) return undefined;
  }
}

/** Resolves to nothing if the credentials may not list it: the user then types a name. */
export async function listed<Item>(items: Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await items;
  } catch (error) {
    if (failureOf(error).kind === 'accessDenied') return [];
    throw error;
  }
}

function pickTable(
  tables: Promise<readonly NamedTable[]>,
  found: Promise<FoundPlaces>,
): Promise<Step<string | typeof newTable>> {
  const create: Choice<typeof newTable> = {
    label: l10n.t('Create a Table…'),
    detail: l10n.t('Writes the statement for a folder of job reports in S3. You run it yourself.'),
    alwaysShow: true,
    value: newTable,
  };
  return pickName(
    {
      placeholder: l10n.t('Select the table of the job reports, or type its name'),
      prompt: l10n.t('The name of the table of the job reports'),
      canGoBack: true,
      notes: Promise.all([tables, found]).then(planNotes, () => new Map()),
    },
    tables.then((all) => all.map(({ name }) => name)),
    [create],
  );
}

/** Which tables read the folder of a report plan. */
function planNotes([tables, { places }]: readonly [readonly NamedTable[], FoundPlaces]) {
  return new Map(
    tables.flatMap(({ location, name }): [string, string][] => {
      const place = places.find((one) => location !== undefined && isSameFolder(one.location, location));
      return place === undefined ? [] : [[name, l10n.t('Report plan {plan}', { plan: place.plan })]];
    }),
  );
}

/** Lets the user decide what to do with a table that has problems. */
async function decideOn(
  table: string,
  problems: readonly TableProblem[],
): Promise<Step<'connect' | 'create'>> {
  const isUnusable = problems.some(({ severity }) => severity === 'unusable');
  const text = problems.map((problem) => problem.text).join(' ');
  const connect: Choice<'connect' | 'create'> = {
    label: l10n.t('Connect Anyway'),
    detail: text,
    detailIcon: 'warning',
    value: 'connect',
  };
  const create: Choice<'connect' | 'create'> = {
    label: l10n.t('Create a Table…'),
    detail: isUnusable ? text : l10n.t('Writes the statement for a table without these problems'),
    value: 'create',
  };
  const picked = await pickOne<'connect' | 'create'>({
    title: athenaTitle(),
    placeholder: l10n.t('The table “{table}” has problems', { table }),
    canGoBack: true,
    choices: isUnusable ? [create] : [connect, create],
  });
  if (picked === 'back') return previousStep;
  return picked?.value;
}

/** The wish to create a table. */
const newTable: unique symbol = Symbol('new table');
