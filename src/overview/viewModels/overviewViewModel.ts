import * as l10n from '@vscode/l10n';
import { jobsText, localTimeText } from '../../jobs/formats.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';
import type { OverviewFigures } from '../figures/overviewFigures.js';
import { afterYield } from '../figures/yieldToEventLoop.js';
import { daysSection } from './daysSection.js';
import { failingSections } from './failingSections.js';
import { failuresSection } from './failuresSection.js';
import { healthViewModel } from './healthViewModel.js';
import { messagesSection } from './messagesSection.js';
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
  schedule: ScheduleReport | undefined,
  context: ViewModelContext,
): Promise<OverviewViewModel> {
  const { asOf, coverage, locale } = context;
  const jobs = jobsText({ known: figures.jobs, isExact: coverage.isComplete }, locale);
  // The first formatting of a time loads the locale, which is slow.
  const time = await afterYield(() => localTimeText(asOf, locale));
  const note = l10n.t('{jobs}, as of {time}', { jobs, time });
  const verdict = await afterYield(() => verdictOf(figures, schedule, context));
  const failures = await afterYield(() => failuresSection(figures.attention, context));
  const missed = await afterYield(() => missedSection(schedule, context));
  const notJudged = schedule && (await afterYield(() => notJudgedSection(schedule, context)));
  const health = await afterYield(() => healthViewModel(figures.health, context));
  const days = await afterYield(() => daysSection(figures.days, context));
  const stale = await afterYield(() => staleSection(figures.resources, context));
  const messages = await afterYield(() => messagesSection(figures.messages, context));
  const failing = await afterYield(() => failingSections(figures.failing, context));
  const durations = await afterYield(() => durationSections(figures.resources, context));
  return {
    note,
    verdict,
    attention: [failures, missed, stale, messages],
    health,
    days,
    sections: [...failing, ...durations, ...(notJudged ? [notJudged] : [])],
  };
}
