import * as l10n from '@vscode/l10n';
import type { Tone } from '../editor/stateLook.js';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { concernWords } from '../jobs/concernWords.js';
import { localTimeText } from '../jobs/formats.js';
import { attentionReason, specificCategory } from '../jobs/jobFacts.js';
import { resultOf } from '../jobs/jobStates.js';
import { knownIssueText } from '../jobs/knownIssueText.js';
import { categoryMeaning, stateMeaning, statusAdvice } from '../jobs/statusAdvice.js';
import { visibleLine } from '../jobs/visibleText.js';
import { displayStateOf } from './displayState.js';
import type { FormatContext } from './formatContext.js';
import { type ShownText, shownText } from './longText.js';

/** An explanation of the state of a job. */
export interface StatusViewModel {
  readonly tone: Tone;
  /** The meaning of the state itself. */
  readonly state?: string;
  /** The status message. */
  readonly message?: ShownText;
  readonly category?: { readonly name: string; readonly meaning: string };
  /** The meaning of the status message, or a text that says that it is not known. */
  readonly meaning?: string;
  readonly suggestedFix?: string;
  /** The known issue that accepts the job: until when, and why. */
  readonly known?: string;
  /** Whether the job can be accepted as a known issue. */
  readonly canBeAccepted?: boolean;
}

/** Explains the state of a job; undefined if there is nothing to explain. */
export function statusViewModel(
  job: DescribedBackupJob,
  context: FormatContext,
): StatusViewModel | undefined {
  const { MessageCategory: category, StatusMessage: message } = job;
  // The others say no more than the message. All fields have the category, too.
  const specific = specificCategory(job);
  const state = stateMeaning(job, startByText(job, context));
  const isNormal = !message && (category === undefined || category.toUpperCase() === 'SUCCESS');
  const result = resultOf(job);
  const canBeKnown = result === 'bad' || result === 'withIssues';
  const issue = canBeKnown ? context.accepted?.issueOf(job) : undefined;
  if (state === undefined && isNormal && issue === undefined) return undefined;
  const advice = statusAdvice(
    job,
    concernWords(job, (name) => visibleLine(name, 100)),
  );
  const isUnexplained = advice === undefined && (message || attentionReason(job) !== undefined);
  const meaning = advice?.meaning ?? (isUnexplained ? unexplained(message) : undefined);
  return {
    tone: displayStateOf(job).tone,
    ...(state && { state }),
    ...(message && { message: shownText(message, 'StatusMessage', context) }),
    ...(specific && {
      category: {
        name: visibleLine(specific, 200),
        meaning: categoryMeaning(specific) ?? l10n.t('AWS documents no meaning for this category.'),
      },
    }),
    ...(meaning && { meaning }),
    ...(advice && { suggestedFix: advice.suggestedFix }),
    ...(issue && { known: knownIssueText(issue, context.locale) }),
    ...(canBeKnown && context.accepted !== undefined && !issue && { canBeAccepted: true }),
  };
}

function startByText({ StartBy }: DescribedBackupJob, { locale }: FormatContext): string | undefined {
  return StartBy && Number.isFinite(StartBy.getTime()) ? localTimeText(StartBy, locale) : undefined;
}

function unexplained(message: string | undefined): string {
  return message
    ? l10n.t(
        'There is no advice for this message. Look for more in the AWS console and AWS CloudTrail, or ask AWS Support.',
      )
    : l10n.t('The job has no status message.');
}
