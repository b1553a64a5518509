import { type ClipboardReport, clipboardReportFrom } from '../editor/clipboardMessage.js';
import { type MessageMembers, requestFrom } from '../editor/pageRequest.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { ConcernedPartViewModel } from './concernedParts.js';
import type { JobViewModel } from './jobViewModel.js';
import type { Trail } from './panelHistory.js';
import type { PanelLabels } from './panelLabels.js';
import type { RelatedJobsViewModel } from './relatedJobsViewModel.js';
import type { ResourceStory } from './resourceStory.js';
import type { SameCauseViewModel } from './sameCauseViewModel.js';

/** What the page shows. All texts are plain text, never markup. */
export interface ShowMessage {
  readonly kind: 'show';
  /** What the suggested fix is about. */
  readonly concerned: readonly ConcernedPartViewModel[];
  /** Other resources with the same status message; undefined if none is known. */
  readonly sameCause: SameCauseViewModel | undefined;
  /** Whether the tree can show all jobs with this message. */
  readonly showsAllSameCause: boolean;
  /** Whether the jobs of the resource can be exported. */
  readonly exportsHistory: boolean;
  /** Whether the user wants to see all fields. */
  readonly showsAllFields: boolean;
  /** Increases when the panel goes to another job: the page then starts at the top. */
  readonly version: number;
  readonly viewModel: JobViewModel | undefined;
  readonly story: ResourceStory | undefined;
  /** Why the job could not be read. */
  readonly notice: PanelNotice | undefined;
  readonly relatedJobs: RelatedJobsViewModel | undefined;
  /** Why related jobs are missing. */
  readonly relatedJobsNotice: PanelNotice | undefined;
  /** Whether the user waits for the job. */
  readonly isReading: boolean;
  readonly isReadingRelatedJobs: boolean;
  readonly actions: readonly PanelActionButton[];
  /** Filters of the tree by a value of the job. */
  readonly filters: readonly PanelFilterButton[];
  /** Whether other modules accept known issues, and list them. */
  readonly canAccept: boolean;
  readonly canManageKnownIssues: boolean;
  /** What the page saves. It identifies the job and holds no job data. */
  readonly saved: SavedPanel | undefined;
  readonly labels: PanelLabels;
}

/** A failed read, and its remedy. */
export interface PanelNotice {
  readonly summary: string;
  readonly detail: string;
  readonly remedy: string;
}

/** What a panel is restored from after a reload of the window. */
export interface SavedPanel {
  readonly reference: JobReference;
  /** Whether the panel keeps its job, instead of following the tree. */
  readonly isPinned: boolean;
  /** The jobs that Back and Forward go to. */
  readonly trail: Trail<JobReference>;
}

/** The actions of the panel: `exportHistory` beside the history, the others in the toolbar. */
export const panelActions = [
  'back',
  'forward',
  'refresh',
  'openJson',
  'openInConsole',
  'copyCliCommand',
  'copySummary',
  'exportHistory',
  'revealInTree',
  'openInNewPanel',
  'acceptKnownIssue',
  'manageKnownIssues',
] as const;
export type PanelAction = (typeof panelActions)[number];

/** A button of the toolbar. */
export interface PanelActionButton {
  readonly action: PanelAction;
  readonly icon: string;
  readonly title: string;
  readonly isEnabled: boolean;
  /** Whether the title is visible beside the icon. */
  readonly isWide: boolean;
}

/** A button that filters the tree. */
export interface PanelFilterButton {
  readonly name: string;
  readonly title: string;
}

/** The name of the filter by the status message, which Show All of the same cause uses. */
export const sameMessageFilter = 'Message';

/** Where the memento keeps {@link ShowMessage.showsAllFields}. */
export const showsAllFieldsKey = 'jobPanel.showsAllFields';

/** What the page requests. */
export type PanelRequest =
  | { readonly kind: 'ready' }
  /** The user has clicked or typed in the page. */
  | { readonly kind: 'used' }
  /** The user wants to leave the panel for the tree. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'shown'; readonly version: number }
  /** Runs the remedy that the page shows as {@link PanelNotice.remedy}. */
  | { readonly kind: 'fix'; readonly what: 'job' | 'relatedJobs'; readonly remedy: string }
  | { readonly kind: 'act'; readonly action: PanelAction }
  | { readonly kind: 'copy'; readonly path: string }
  | ({ readonly kind: 'clipboard' } & ClipboardReport)
  | { readonly kind: 'showFullText'; readonly path: string }
  | { readonly kind: 'openJob'; readonly backupJobId: string }
  /** Opens the page of {@link ShowMessage.concerned} at this index. */
  | { readonly kind: 'openConcerned'; readonly index: number }
  | { readonly kind: 'showAllFields'; readonly isShown: boolean }
  | { readonly kind: 'filter'; readonly name: string };

/** A request as the page sends it. */
export type SentPanelRequest = PanelRequest & {
  /** The {@link ShowMessage.version} that the user sees; undefined if nothing is shown yet. */
  readonly version?: number | undefined;
};

/**
 * The request in a message from the page; undefined if there is none, or if it is about the job of another
 * version: the panel may have followed the tree since the click. It does not check that a path, an id or a
 * name belongs to the job of the panel: the receiver does.
 */
export function panelRequestFrom(message: unknown, version: number): PanelRequest | undefined {
  const request = anyRequestFrom(message);
  return request && isAboutJob(request) && Object(message).version !== version ? undefined : request;
}

/** Whether a request acts on the job that is shown. Back can be clicked twice before the page follows. */
function isAboutJob(request: PanelRequest): boolean {
  switch (request.kind) {
    case 'act':
      return request.action !== 'back' && request.action !== 'forward';
    case 'copy':
    case 'filter':
    case 'fix':
    case 'openConcerned':
    case 'openJob':
    case 'showFullText':
      return true;
    case 'clipboard':
    case 'leave':
    case 'ready':
    case 'showAllFields':
    case 'shown':
    case 'used':
      return false;
  }
}

function anyRequestFrom(message: unknown): PanelRequest | undefined {
  return requestFrom<PanelRequest>(message, {
    ready: () => ({}),
    used: () => ({}),
    leave: () => ({}),
    shown: ({ version }) => (typeof version === 'number' ? { version } : undefined),
    fix: ({ remedy, what }) =>
      (what === 'job' || what === 'relatedJobs') && typeof remedy === 'string' ? { what, remedy } : undefined,
    act: ({ action }) => {
      const known = panelActions.find((one) => one === action);
      return known && { action: known };
    },
    copy: pathIn,
    clipboard: clipboardReportFrom,
    showFullText: pathIn,
    openJob: ({ backupJobId }) => (typeof backupJobId === 'string' ? { backupJobId } : undefined),
    openConcerned: ({ index }) => (typeof index === 'number' ? { index } : undefined),
    showAllFields: ({ isShown }) => (typeof isShown === 'boolean' ? { isShown } : undefined),
    filter: ({ name }) => (typeof name === 'string' ? { name } : undefined),
  });
}

function pathIn({ path }: MessageMembers): { readonly path: string } | undefined {
  return typeof path === 'string' ? { path } : undefined;
}
