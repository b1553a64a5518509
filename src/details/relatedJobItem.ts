import * as l10n from '@vscode/l10n';
import { type BackupJob, type DescribedBackupJob, jobKey } from '../jobs/backupJob.js';
import { agoText } from '../jobs/formats.js';
import { attentionReason, jobTime, jobTitle } from '../jobs/jobFacts.js';
import { knownIssueText } from '../jobs/knownIssueText.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type DisplayState, displayStateOf } from './displayState.js';
import type { FormatContext } from './formatContext.js';

/** A job in the strip. */
export interface StripJob {
  /** A click opens the job with this id. Absent if AWS gave it none. */
  readonly id?: string;
  readonly title: string;
  readonly state: DisplayState;
  /** Whether it is the job of the panel. */
  readonly isThis: boolean;
  /** Whether it is accepted as a known issue. */
  readonly isKnown?: boolean;
}

/** A job of a group. */
export interface RelatedJobItem extends StripJob {
  readonly summary: string;
}

/** A job of a group, for the panel of the job `shown`. */
export function itemOf(
  job: BackupJob,
  shown: DescribedBackupJob,
  context: FormatContext,
  { hasReason = true } = {},
): RelatedJobItem {
  const { accepted, locale, now } = context;
  const issue = accepted?.issueOf(job);
  const time = jobTime(job);
  const reason = hasReason ? attentionReason(job) : undefined;
  return {
    ...(job.BackupJobId && { id: job.BackupJobId }),
    title: visibleLine(jobTitle(job), 100) || l10n.t('Unnamed job'),
    state: displayStateOf(job),
    summary: [
      job.ResourceType && visibleLine(job.ResourceType, 40),
      time && Number.isFinite(time.getTime()) && agoText(time, now),
      issue && knownIssueText(issue, locale),
      reason && visibleLine(reason, 160),
    ]
      .filter(Boolean)
      .join(' · '),
    isThis: jobKey(job) === jobKey(shown),
  };
}
