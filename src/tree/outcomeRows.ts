import * as l10n from '@vscode/l10n';
import { type AcceptedIssues, noKnownIssues } from '../jobs/acceptedIssues.js';
import { attentionHours, resourceSelection } from '../jobs/attention.js';
import { resourceDimension } from '../jobs/dimensions.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import { isBad } from '../jobs/jobStates.js';
import { type SplitFindings, splitFindings } from '../schedule/acceptedFindings.js';
import type { ListedOutcome } from '../schedule/listsSchedule.js';
import type { ResourceOutcomeName } from '../schedule/resourceOutcome.js';
import { idPart, jobRow } from './jobRow.js';
import { acceptedMissedRows, findingsUntil, missedRows } from './missedRows.js';
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
  known: () => AcceptedIssues = () => noKnownIssues,
): (OutcomeRow | HintRow | FailureRow)[] {
  const parent = rowOf(branch);
  const outcomes = state();
  if (outcomes === 'failed')
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
  if (typeof outcomes === 'string')
    return [{ kind: 'hint', id: `${branch.id}/hint`, reason: outcomes, parent }];
  return shownOutcomes
    .map((outcome) => outcomeRow({ branch, known, state }, outcome, outcomes))
    .filter(({ findings, resources }) => findings.length + resources.length > 0);
}

/**
 * The rows below an outcome: one for each resource, or for each finding of runs that made no job. What is
 * accepted as a known issue comes last.
 */
export function rowsOfOutcome(row: OutcomeRow): Row[] {
  const { accepted, findings, open } = splitOutcome(row);
  if (isUnmade(row.outcome))
    return [
      ...missedRows(row, [row.branch], findings.open),
      ...acceptedMissedRows(row, [row.branch], findings.accepted),
    ];
  return [...open, ...accepted].map((outcome) => resourceRow(row, outcome));
}

/** What stands below an outcome, without and with a known issue. */
export function splitOutcome({ findings, known, resources }: OutcomeRow): {
  readonly findings: SplitFindings;
  readonly open: readonly ListedOutcome[];
  readonly accepted: readonly ListedOutcome[];
} {
  return {
    findings: splitFindings(findings, known),
    open: resources.filter(({ issue }) => issue === undefined),
    accepted: resources.filter(({ issue }) => issue !== undefined),
  };
}

interface OutcomeContext {
  readonly branch: Branch;
  readonly known: () => AcceptedIssues;
  readonly state: () => OutcomesState;
}

function outcomeRow(
  { branch, known, state }: OutcomeContext,
  outcome: ResourceOutcomeName,
  { asOf }: KnownOutcomes,
): OutcomeRow {
  return {
    kind: 'outcome',
    id: `${branch.id}/outcome:${outcome}`,
    outcome,
    get resources() {
      const outcomes = state();
      return (typeof outcomes === 'string' ? undefined : outcomes.byName.get(outcome)) ?? [];
    },
    get findings() {
      const outcomes = state();
      if (typeof outcomes === 'string' || !isUnmade(outcome)) return [];
      return findingsUntil(outcomes.asOf, outcomes.findings).filter(({ kind }) => kind === outcome);
    },
    get known() {
      return known();
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
export function isUnmade(outcome: ResourceOutcomeName): boolean {
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
