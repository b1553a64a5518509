import { type StateLook, stateLook } from '../editor/stateLook.js';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { displayState } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';

/** The title of a state, and how it looks. */
export interface DisplayState extends StateLook {
  readonly title: string;
}

/** The state of a job in its word, icon and tone. */
export function displayStateOf(job: DescribedBackupJob): DisplayState {
  const state = displayState(job);
  return { title: stateTitle(state), ...stateLook(state) };
}
