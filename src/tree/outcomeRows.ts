import * as l10n from '@vscode/l10n';
import { attentionHours, resourceSelection } from '../jobs/attention.js';
import { resourceDimension } from '../jobs/dimensions.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import { isBad } from '../jobs/jobStates.js';
import type { ListedOutcome } from '../schedule/listsSchedule.js';
import type { ResourceOutcomeName } from '../schedule/resourceOutcome.js';
import { idPart, jobRow } from './jobRow.js';
import { findingsUntil, missedRows } from './missedRows.js';
import {
  type Branch,
  type FailureRow,
  type HintRow,
  type OutcomeResourceRow,
  type OutcomeRow,
  type Row,
  rowOf,
} from './rows.js';
import type { KnownOutcomes, OutcomesState } from './scheduleState.js';

/**
 * The rows of a tree that is grouped by outcome, what is new first; or the row that says why the outcomes are
 * not known.
 *
 * @param state the outcomes, as far as they are known when it is called
 */
export function outcomeRows(
  branch: Branch,
  state: () => OutcomesState,
): (OutcomeRow | HintRow | FailureRow)[] {
  const parent = rowOf(branch);
  const known = state();
  if (known === 'failed')
    return [
      {
        kind: 'failure',
        id: `${branch.id}/failure`,
        failure: {
          kind: 'unknown',
          summary: l10n.t('The outcomes could not be judged'),
          detail: l10n.t('An unexpected error occurred. If it occurs again, reload the window.'),
          remedy: 'retry',
        },
        branch: undefined,
        parent,
      },
    ];
  if (typeof known === 'string') return [{ kind: 'hint', id: `${branch.id}/hint`, reason: known, parent }];
  return shownOutcomes
    .map((outcome) => outcomeRow(branch, outcome, known, state))
    .filter(({ findings, resources }) => findings.length + resources.length > 0);
}

/** The rows below an outcome: one for each resource, or for each finding of runs that made no job. */
export function rowsOfOutcome(row: OutcomeRow): Row[] {
  if (isUnmade(row.outcome)) return missedRows(row, [row.branch], row.findings);
  return row.resources.map((outcome) => resourceRow(row, outcome));
}

function outcomeRow(
  branch: Branch,
  outcome: ResourceOutcomeName,
  { asOf }: KnownOutcomes,
  state: () => OutcomesState,
): OutcomeRow {
  return {
    kind: 'outcome',
    id: `${branch.id}/outcome:${outcome}`,
    outcome,
    get resources() {
      const known = state();
      return (typeof known === 'string' ? undefined : known.byName.get(outcome)) ?? [];
    },
    get findings() {
      const known = state();
      if (typeof known === 'string' || !isUnmade(outcome)) return [];
      return findingsUntil(known.asOf, known.findings).filter(({ kind }) => kind === outcome);
    },
    hours: attentionHours(asOf),
    branch,
    parent: rowOf(branch),
  };
}

function resourceRow(parent: OutcomeRow, outcome: ListedOutcome): Row {
  const { branch } = parent;
  const { session } = branch;
  const { latest } = outcome;
  const selection = resourceSelection(branch.list.selection, latest);
  const id = `${parent.id}/resource:${idPart(outcome.key)}`;
  if (selection === undefined) return jobRow(latest, { ...branch, id, repeatsJobs: true }, parent);
  const row: OutcomeResourceRow = {
    kind: 'group',
    id,
    group: {
      dimension: resourceDimension,
      value: latest.ResourceArn,
      title: resourceTitle(latest),
      selection,
      count: { known: outcome.jobs.length, isExact: false },
      bad: outcome.jobs.filter(isBad).length,
    },
    session,
    get list() {
      return session.pool.list(selection);
    },
    dimensions: [],
    parent,
    repeatsJobs: true,
    outcome,
  };
  return row;
}

/** Whether the rows of an outcome are those of runs, not of resources. */
function isUnmade(outcome: ResourceOutcomeName): boolean {
  return outcome === 'missed' || outcome === 'overdue';
}

const shownOutcomes: readonly ResourceOutcomeName[] = [
  'newlyFailing',
  'stillFailing',
  'missed',
  'overdue',
  'withIssues',
  'unknown',
  'running',
  'recovered',
  'good',
];
