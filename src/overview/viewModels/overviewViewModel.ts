import * as l10n from '@vscode/l10n';
import { localTimeText } from '../../jobs/formats.js';
import { knownJobsText } from '../../jobs/knownJobsText.js';
import { Slices } from '../../jobs/slices.js';
import type { OverviewFigures } from '../figures/overviewFigures.js';
import type { ScheduleFigures } from '../figures/scheduleFigures.js';
import { changesSection } from './changesSection.js';
import { daysSection } from './daysSection.js';
import { jobsOfFailingRules } from './failingRules.js';
import { failingSections } from './failingSections.js';
import { failuresSection } from './failuresSection.js';
import { gapSection } from './gapSection.js';
import { healthViewModel } from './healthViewModel.js';
import { knownIssuesSection } from './knownIssuesSection.js';
import { messagesSection } from './messagesSection.js';
import { pressureSection } from './pressureSection.js';
import { durationSections, staleSection } from './resourceSections.js';
import { missedSection, notJudgedSection } from './scheduleSections.js';
import type { OverviewViewModel } from './section.js';
import { verdictOf } from './verdict.js';
import type { ViewModelContext } from './viewModelContext.js';

/**
 * Builds the view model of the page, and yields to the event loop between its sections.
 *
 * @param schedule undefined if not all jobs of each resource are known
 */
export async function overviewViewModel(
  figures: OverviewFigures,
  schedule: ScheduleFigures | undefined,
  context: ViewModelContext,
): Promise<OverviewViewModel> {
  const { asOf, coverage, locale } = context;
  const slices = new Slices();
  const jobs = knownJobsText({ known: figures.jobs, isExact: coverage.isReadToEnd }, locale);
  // The first formatting of a time loads the locale, which is slow.
  const time = await slices.after(() => localTimeText(asOf, locale));
  const note = l10n.t('{jobs}, as of {time}', { jobs, time });
  const failingJobs = await slices.after(() => jobsOfFailingRules(schedule));
  const verdict = await slices.after(() => verdictOf(figures, schedule, failingJobs, context));
  const failures = await slices.after(() => failuresSection(figures.attention, failingJobs, context));
  const changes = await slices.after(() => changesSection(schedule, context));
  const missed = await slices.after(() => missedSection(schedule?.report, context, schedule?.findings));
  const ofSchedules = schedule
    ? [
        await slices.after(() => gapSection(figures.resources, context)),
        await slices.after(() => pressureSection(schedule, context)),
        await slices.after(() => notJudgedSection(schedule.report, context)),
      ]
    : [];
  const health = await slices.after(() => healthViewModel(figures.health, context));
  const days = await slices.after(() => daysSection(figures.days, context));
  const stale = await slices.after(() => staleSection(figures.resources, context));
  const messages = await slices.after(() => messagesSection(figures.messages, context));
  const known = await slices.after(() => knownIssuesSection(figures.issues, schedule, context));
  const failing = await slices.after(() => failingSections(figures.failing, context));
  const durations = await slices.after(() => durationSections(figures.resources, context));
  return {
    note,
    hasReports: !coverage.isHistory,
    verdict,
    attention: [failures, changes, stale, missed, messages, ...(known === undefined ? [] : [known])],
    health,
    days,
    sections: [...failing, ...durations, ...ofSchedules.filter((section) => section !== undefined)],
  };
}
