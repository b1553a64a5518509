import { attentionHours } from '../../jobs/attention.js';
import { type SliceOptions, Slices } from '../../jobs/slices.js';
import {
  type ResourceOutcome,
  type ResourceOutcomeName,
  resourceOutcomeNames,
} from '../../schedule/resourceOutcome.js';
import { resourceOutcomes } from '../../schedule/resourceOutcomes.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import { type WindowPressure, windowPressures } from '../../schedule/windowPressure.js';

/** What schedules say, for the view model. */
export interface ScheduleFigures {
  readonly report: ScheduleReport;
  /** The length of the period of the outcomes. */
  readonly hours: number;
  readonly outcomes: ReadonlyMap<ResourceOutcomeName, readonly ResourceOutcome[]>;
  readonly pressures: readonly WindowPressure[];
}

/** The figures of a report. Works in slices; rejects with the signal's reason when it aborts. */
export async function scheduleFigures(
  report: ScheduleReport,
  asOf: Date,
  options: SliceOptions = {},
): Promise<ScheduleFigures> {
  const outcomes = new Map<ResourceOutcomeName, ResourceOutcome[]>(
    resourceOutcomeNames.map((name) => [name, []]),
  );
  for (const one of await resourceOutcomes(report, asOf, options)) outcomes.get(one.outcome)?.push(one);
  const pressures = await windowPressures(report, new Slices(options));
  return { report, hours: attentionHours(asOf), outcomes, pressures };
}
