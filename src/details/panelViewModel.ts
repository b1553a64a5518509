import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleText } from '../jobs/visibleText.js';
import { concernedParts, concernedPartViewModel } from './concernedParts.js';
import type { FormatContext } from './formatContext.js';
import { jobViewModel } from './jobViewModel.js';
import type { Trail } from './panelHistory.js';
import { panelLabels } from './panelLabels.js';
import {
  type PanelAction,
  type PanelActionButton,
  type PanelFilterButton,
  type PanelNotice,
  type ShowMessage,
  sameMessageFilter,
} from './panelMessages.js';
import type { RelatedJobs } from './readRelatedJobs.js';
import { relatedJobsViewModel } from './relatedJobsViewModel.js';
import { resourceStory } from './resourceStory.js';
import type { SameCause } from './sameCause.js';
import { sameCauseViewModel } from './sameCauseViewModel.js';

/** The job of a panel, and what is known about it. */
export interface PanelJobState {
  readonly job: DescribedBackupJob | undefined;
  readonly reference: JobReference | undefined;
  readonly failure: JobFailure | undefined;
  readonly isReading: boolean;
  readonly relatedJobs: RelatedJobs | undefined;
  readonly isReadingRelatedJobs: boolean;
  readonly sameCause: SameCause;
}

/** The state of a panel. */
export interface PanelState extends PanelJobState {
  readonly version: number;
  readonly showsAllFields: boolean;
  readonly isPinned: boolean;
  readonly trail: Trail<JobReference>;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** Whether another module provides this action. */
  readonly has: (action: PanelAction) => boolean;
  readonly filters: readonly PanelFilterButton[];
}

/** Builds the message that shows the state of a panel. */
export function showMessage(state: PanelState, context: FormatContext): ShowMessage {
  const { failure, filters, isPinned, job, reference, relatedJobs, trail } = state;
  return {
    kind: 'show',
    version: state.version,
    viewModel: job && jobViewModel(job, reference?.region, context),
    story: job && resourceStory(job, relatedJobs?.resource, context),
    notice: failure && noticeOf(failure),
    relatedJobs: job && relatedJobs && relatedJobsViewModel(job, relatedJobs, context),
    relatedJobsNotice: relatedJobs?.failure && noticeOf(relatedJobs.failure),
    concerned: job ? concernedParts(job, reference).map(concernedPartViewModel) : [],
    sameCause: job && sameCauseViewModel(state.sameCause, job, context),
    showsAllSameCause: filters.some(({ name }) => name === sameMessageFilter),
    exportsHistory: reference !== undefined && state.has('exportHistory'),
    showsAllFields: state.showsAllFields,
    isReading: state.isReading,
    isReadingRelatedJobs: state.isReadingRelatedJobs,
    actions: actionsOf(state),
    canAccept: state.has('acceptKnownIssue') && reference !== undefined,
    canManageKnownIssues: state.has('manageKnownIssues'),
    filters: filters.map(({ name, title }) => ({ name, title })),
    saved: reference && { reference, isPinned, trail },
    labels: panelLabels(),
  };
}

function noticeOf({ detail, remedy, summary }: JobFailure): PanelNotice {
  return { summary: visibleText(summary), detail: visibleText(detail), remedy: remedyTitle(remedy) };
}

function actionsOf(state: PanelState): PanelActionButton[] {
  const hasReference = state.reference !== undefined;
  const button = (
    action: PanelAction,
    icon: string,
    title: string,
    isEnabled = hasReference,
    isWide = false,
  ) => ({ action, icon, title, isEnabled, isWide });
  // AWS Backup lists 30 days: the console may no longer have a job of a history.
  const isInConsole = state.job === undefined || !isOfHistory(state.job);
  const own = [
    button('back', 'arrow-left', l10n.t('Back'), state.canGoBack),
    button('forward', 'arrow-right', l10n.t('Forward'), state.canGoForward),
    button('refresh', 'refresh', l10n.t('Refresh')),
  ];
  const others = [
    button('revealInTree', 'list-tree', l10n.t('Reveal in Tree')),
    button('openInNewPanel', 'split-horizontal', l10n.t('Open in New Panel')),
    button('openJson', 'json', l10n.t('Open as JSON')),
    button('copyCliCommand', 'terminal', l10n.t('Copy as AWS CLI Command')),
    ...(isInConsole
      ? [button('openInConsole', 'link-external', l10n.t('Open in AWS Console'), hasReference, true)]
      : []),
    button('copySummary', 'copy', l10n.t('Copy Summary'), hasReference && state.job !== undefined, true),
  ];
  return [...own, ...others.filter(({ action }) => state.has(action))];
}
