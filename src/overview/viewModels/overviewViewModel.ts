import * as l10n from '@vscode/l10n';
import { jobsText, localTimeText } from '../../jobs/formats.js';
import type { OverviewFigures } from '../figures/overviewFigures.js';
import { afterTurn } from '../figures/yieldToEventLoop.js';
import { daysSection } from './daysSection.js';
import { failingSections } from './failingSections.js';
import { healthViewModel } from './healthViewModel.js';
import { messagesSection } from './messagesSection.js';
import { durationSections, staleSection } from './resourceSections.js';
import type { OverviewViewModel } from './section.js';
import type { ViewModelContext } from './viewModelContext.js';

/**
 * Puts the figures into words, one part of the page after the other, between which others have their turn.
 * What can be clicked is noted down in the context's targets.
 */
export async function overviewViewModel(
  figures: OverviewFigures,
  context: ViewModelContext,
): Promise<OverviewViewModel> {
  const { asOf, coverage, locale } = context;
  const jobs = jobsText({ known: figures.jobs, isExact: coverage.isComplete }, locale);
  // The first use of a format of times loads the editor's language, which takes its time.
  const time = await afterTurn(() => localTimeText(asOf, locale));
  const note = l10n.t('{jobs}, as of {time}', { jobs, time });
  const health = await afterTurn(() => healthViewModel(figures.health, context));
  const days = await afterTurn(() => daysSection(figures.days, context));
  const stale = await afterTurn(() => staleSection(figures.resources, context));
  const messages = await afterTurn(() => messagesSection(figures.messages, context));
  const failing = await afterTurn(() => failingSections(figures.failing, context));
  const durations = await afterTurn(() => durationSections(figures.resources, context));
  return { note, health, days, sections: [stale, messages, ...failing, ...durations] };
}
