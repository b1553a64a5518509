import { type StateLook, stateLook } from '../editor/stateLook.js';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { displayState } from '../jobs/jobStates.js';
import { jobStateText } from '../jobs/lastKnown.js';

/** The title, the icon and the tone of a state. */
export interface DisplayState extends StateLook {
  readonly title: string;
}

/** The state of a job as the panel shows it. */
export function displayStateOf(job: DescribedBackupJob, locale?: string): DisplayState {
  return { title: jobStateText(job, locale), ...stateLook(displayState(job)) };
}
