import { completedWithIssues } from '../jobs/jobStates.js';

/** How a state looks: a codicon and a tone, so that shape as well as color distinguishes states. */
export interface StateLook {
  readonly icon: string;
  readonly tone: Tone;
}

/**
 * The meaning of a state's color: `bad` are the states without a complete backup. Each module maps it to a
 * color of the theme.
 */
export type Tone = 'bad' | 'warning' | 'calm' | 'busy' | 'good';

/** The look of a display state. An unknown state stands out. */
export function stateLook(state: string | undefined): StateLook {
  return looks.get(state) ?? { icon: 'question', tone: 'warning' };
}

/**
 * The ids of the theme colors for the tones. In VS Code's own themes, each has a contrast of at least 3 : 1,
 * and is a color in the high contrast themes, too. Those of lists and of tests are not, so package.json
 * contributes one for `warning`.
 */
export const toneColors: Readonly<Record<Tone, string>> = {
  bad: 'charts.red',
  busy: 'charts.blue',
  calm: 'descriptionForeground',
  good: 'charts.green',
  warning: 'backupJobs.warningForeground',
};

const looks = new Map<string | undefined, StateLook>([
  ['FAILED', { icon: 'error', tone: 'bad' }],
  ['PARTIAL', { icon: 'pie-chart', tone: 'bad' }],
  ['EXPIRED', { icon: 'watch', tone: 'bad' }],
  ['ABORTED', { icon: 'circle-slash', tone: 'bad' }],
  ['ABORTING', { icon: 'stop-circle', tone: 'calm' }],
  ['RUNNING', { icon: 'sync', tone: 'busy' }],
  ['PENDING', { icon: 'clock', tone: 'busy' }],
  ['CREATED', { icon: 'circle-large-outline', tone: 'busy' }],
  ['COMPLETED', { icon: 'pass', tone: 'good' }],
  [completedWithIssues, { icon: 'warning', tone: 'warning' }],
]);
