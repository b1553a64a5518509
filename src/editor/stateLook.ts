import { completedWithIssues } from '../jobs/jobStates.js';

/**
 * How a state looks, told apart by shape as well as by colour: a codicon of the editor, and what its colour
 * says.
 */
export interface StateLook {
  readonly icon: string;
  readonly tone: Tone;
}

/** What a colour says of a state; each module has the theme's colour for it. */
export type Tone = 'bad' | 'warning' | 'calm' | 'busy' | 'good';

/**
 * The look of a state as `displayState` tells it. One that AWS invents stands out as something to look at.
 */
export function stateLook(state: string | undefined): StateLook {
  return looks.get(state) ?? { icon: 'question', tone: 'warning' };
}

/** The theme's colours of the tones. */
export const toneColors: Readonly<Record<Tone, string>> = {
  bad: 'testing.iconFailed',
  busy: 'charts.blue',
  calm: 'descriptionForeground',
  good: 'testing.iconPassed',
  warning: 'list.warningForeground',
};

const looks = new Map<string | undefined, StateLook>([
  ['FAILED', { icon: 'error', tone: 'bad' }],
  ['PARTIAL', { icon: 'pie-chart', tone: 'warning' }],
  ['EXPIRED', { icon: 'watch', tone: 'warning' }],
  ['ABORTED', { icon: 'circle-slash', tone: 'calm' }],
  ['ABORTING', { icon: 'stop-circle', tone: 'calm' }],
  ['RUNNING', { icon: 'sync', tone: 'busy' }],
  ['PENDING', { icon: 'clock', tone: 'busy' }],
  ['CREATED', { icon: 'circle-large-outline', tone: 'busy' }],
  ['COMPLETED', { icon: 'pass', tone: 'good' }],
  [completedWithIssues, { icon: 'warning', tone: 'warning' }],
]);
