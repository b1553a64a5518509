import type { BackupJob } from '../jobs/backupJob.js';
import { displayState, knownState } from '../jobs/jobStates.js';
import { code, codeOrBlank, join, plain, type RichText } from '../jobs/richText.js';
import { stateTitle } from '../jobs/stateTitle.js';

/** The state of a job, with the category and the message of its status. Texts of AWS are code. */
export function causeText(job: BackupJob): RichText {
  const category = job.MessageCategory?.toUpperCase() === 'SUCCESS' ? undefined : job.MessageCategory;
  const words = [stateText(job), category && code(category), job.StatusMessage && code(job.StatusMessage)];
  return join(words, ', ');
}

/** The state of a job. One that AWS has added is code. */
export function stateText(job: BackupJob): RichText {
  const state = displayState(job);
  const isKnown = state === undefined || knownState(state) === state;
  return isKnown ? plain(stateTitle(state)) : codeOrBlank(state);
}
