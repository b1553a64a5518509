import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleText } from '../jobs/visibleText.js';
import type { Family } from './family.js';
import { familyViewModel } from './familyViewModel.js';
import type { Reading } from './formatContext.js';
import { jobViewModel } from './jobViewModel.js';
import type { Trail } from './panelHistory.js';
import type {
  PanelAction,
  PanelActionButton,
  PanelLabels,
  PanelNotice,
  ShowMessage,
} from './panelMessages.js';

/** What a panel knows. */
export interface PanelState {
  readonly turn: number;
  readonly job: DescribedBackupJob | undefined;
  readonly reference: JobReference | undefined;
  readonly failure: JobFailure | undefined;
  readonly isReading: boolean;
  readonly family: Family | undefined;
  readonly isReadingFamily: boolean;
  readonly isOwn: boolean;
  readonly trail: Trail<JobReference>;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** Whether another module has this action. */
  readonly has: (action: PanelAction) => boolean;
  readonly filters: readonly { readonly name: string; readonly title: string }[];
}

/** What a panel is told to show: all of its state in words. */
export function showMessage(state: PanelState, reading: Reading): ShowMessage {
  const { family, job, reference, t } = { ...state, ...reading };
  return {
    kind: 'show',
    turn: state.turn,
    sheet: job && jobViewModel(job, reference?.region, reading),
    notice: state.failure && noticeOf(state.failure, reading),
    family: job && family && familyViewModel(job, family, reading),
    familyNotice: family?.failure && noticeOf(family.failure, reading),
    isReading: state.isReading,
    isReadingFamily: state.isReadingFamily,
    actions: actionsOf(state, reading),
    filters: state.filters.map(({ name, title }) => ({ name, title })),
    kept: reference && { reference, isOwn: state.isOwn, trail: state.trail },
    labels: labelsIn(t),
  };
}

function noticeOf(failure: JobFailure, { t }: Reading): PanelNotice {
  return {
    summary: visibleText(failure.summary),
    detail: visibleText(failure.detail),
    remedy: remedyTitle(failure.remedy, t),
  };
}

function actionsOf(state: PanelState, { t }: Reading): PanelActionButton[] {
  const isNamed = state.reference !== undefined;
  const button = (action: PanelAction, icon: string, title: string, isEnabled = isNamed, isWide = false) => ({
    action,
    icon,
    title,
    isEnabled,
    isWide,
  });
  const own = [
    button('back', 'arrow-left', t('Back'), state.canGoBack),
    button('forward', 'arrow-right', t('Forward'), state.canGoForward),
    button('refresh', 'refresh', t('Refresh')),
  ];
  const others = [
    button('revealInTree', 'list-tree', t('Reveal in Tree')),
    button('openInNewPanel', 'split-horizontal', t('Open in New Panel')),
    button('openJson', 'json', t('Open as JSON'), isNamed, true),
    button('openInConsole', 'link-external', t('Open in AWS Console'), isNamed, true),
    button('copyCliCommand', 'terminal', t('Copy as AWS CLI Command'), isNamed, true),
  ];
  return [...own, ...others.filter(({ action }) => state.has(action))];
}

function labelsIn(t: Reading['t']): PanelLabels {
  return {
    absent: '—',
    actions: t('Actions'),
    category: t('Message category'),
    copy: t('Copy'),
    everything: t('Everything'),
    family: t('Family'),
    filter: t('Show in the tree only what has the same'),
    suggestedFix: t('What usually mends it'),
    noFamily: t('AWS Backup names no resource and no other job that this one belongs to.'),
    openLastGood: t('Open'),
    reading: t('Reading the job from AWS Backup…'),
    readingFamily: t('Looking for other jobs of this resource…'),
    sameResource: t('Backups of this resource, the last 30 days'),
    thisJob: t('this job'),
    timeline: t('Time line'),
    why: t('Why'),
  };
}
