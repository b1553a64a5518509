import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleText } from '../jobs/visibleText.js';
import type { Family } from './family.js';
import { familyViewModel } from './familyViewModel.js';
import type { FormatContext } from './formatContext.js';
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
export function showMessage(state: PanelState, context: FormatContext): ShowMessage {
  const { family, job, reference } = { ...state, ...context };
  return {
    kind: 'show',
    turn: state.turn,
    sheet: job && jobViewModel(job, reference?.region, context),
    notice: state.failure && noticeOf(state.failure),
    family: job && family && familyViewModel(job, family, context),
    familyNotice: family?.failure && noticeOf(family.failure),
    isReading: state.isReading,
    isReadingFamily: state.isReadingFamily,
    actions: actionsOf(state),
    filters: state.filters.map(({ name, title }) => ({ name, title })),
    kept: reference && { reference, isOwn: state.isOwn, trail: state.trail },
    labels: labelsIn(),
  };
}

function noticeOf(failure: JobFailure): PanelNotice {
  return {
    summary: visibleText(failure.summary),
    detail: visibleText(failure.detail),
    remedy: remedyTitle(failure.remedy),
  };
}

function actionsOf(state: PanelState): PanelActionButton[] {
  const isNamed = state.reference !== undefined;
  const button = (action: PanelAction, icon: string, title: string, isEnabled = isNamed, isWide = false) => ({
    action,
    icon,
    title,
    isEnabled,
    isWide,
  });
  const own = [
    button('back', 'arrow-left', l10n.t('Back'), state.canGoBack),
    button('forward', 'arrow-right', l10n.t('Forward'), state.canGoForward),
    button('refresh', 'refresh', l10n.t('Refresh')),
  ];
  const others = [
    button('revealInTree', 'list-tree', l10n.t('Reveal in Tree')),
    button('openInNewPanel', 'split-horizontal', l10n.t('Open in New Panel')),
    button('openJson', 'json', l10n.t('Open as JSON'), isNamed, true),
    button('openInConsole', 'link-external', l10n.t('Open in AWS Console'), isNamed, true),
    button('copyCliCommand', 'terminal', l10n.t('Copy as AWS CLI Command'), isNamed, true),
  ];
  return [...own, ...others.filter(({ action }) => state.has(action))];
}

function labelsIn(): PanelLabels {
  return {
    absent: '—',
    actions: l10n.t('Actions'),
    category: l10n.t('Message category'),
    copy: l10n.t('Copy'),
    everything: l10n.t('All fields'),
    family: l10n.t('Related jobs'),
    filter: l10n.t('Show only jobs with the same'),
    suggestedFix: l10n.t('Suggested fix'),
    noFamily: l10n.t('This job names no resource and has no parent or nested jobs.'),
    openLastGood: l10n.t('Open'),
    reading: l10n.t('Loading the job from AWS Backup…'),
    readingFamily: l10n.t('Loading other jobs of this resource…'),
    sameResource: l10n.t('Backups of this resource, the last 30 days'),
    thisJob: l10n.t('this job'),
    timeline: l10n.t('Timeline'),
    why: l10n.t('Status'),
  };
}
