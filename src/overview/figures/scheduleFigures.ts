import { type AcceptedIssues, noKnownIssues } from '../../jobs/acceptedIssues.js';
import { attentionHours } from '../../jobs/attention.js';
import type { JudgeJob } from '../../jobs/jobStates.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { SliceOptions } from '../../jobs/slices.js';
import { type SplitFindings, splitFindings } from '../../schedule/acceptedFindings.js';
import type { JudgedSeries } from '../../schedule/foldFindings.js';
import {
  type ResourceOutcome,
  type ResourceOutcomeName,
  resourceOutcomeNames,
} from '../../schedule/resourceOutcome.js';
import { resourceOutcomes } from '../../schedule/resourceOutcomes.js';
import { hasPressure } from '../../schedule/runStarts.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';

/** What schedules say, for the view model. */
export interface ScheduleFigures {
  readonly report: ScheduleReport;
  /** Its findings, without and with a known issue that accepts them. */
  readonly findings: SplitFindings;
  /** The length of the period of the outcomes. */
  readonly hours: number;
  /** Without those that are accepted as known issues. */
  readonly outcomes: ReadonlyMap<ResourceOutcomeName, readonly ResourceOutcome[]>;
  readonly knownOutcomes: readonly KnownOutcome[];
  /** The series of which some runs started late, or overlapped. */
  readonly pressed: readonly JudgedSeries[];
  /** Says which jobs made a good backup. */
  readonly judge: JudgeJob;
}

/** A resource of which everything that is wrong is accepted as a known issue. */
export interface KnownOutcome {
  readonly outcome: ResourceOutcome;
  readonly issue: KnownIssue;
}

/** The figures of a report. Works in slices; rejects with the signal's reason when it aborts. */
export async function scheduleFigures(
  report: ScheduleReport,
  asOf: Date,
  { accepted = noKnownIssues, ...options }: SliceOptions & { readonly accepted?: AcceptedIssues } = {},
): Promise<ScheduleFigures> {
  const outcomes = new Map<ResourceOutcomeName, ResourceOutcome[]>(
    resourceOutcomeNames.map((name) => [name, []]),
  );
  const knownOutcomes: KnownOutcome[] = [];
  const { judge } = accepted;
  for (const outcome of await resourceOutcomes(report, asOf, { ...options, accepted })) {
    const { issue } = outcome;
    if (issue === undefined) outcomes.get(outcome.outcome)?.push(outcome);
    else knownOutcomes.push({ outcome, issue });
  }
  const pressed = report.series.filter(({ judgement }) => hasPressure(judgement.starts));
  const findings = splitFindings(report.findings, accepted);
  return { report, findings, hours: attentionHours(asOf), outcomes, knownOutcomes, pressed, judge };
}
