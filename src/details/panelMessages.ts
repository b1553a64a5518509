import { type MessageMembers, requestFrom } from '../editor/pageRequest.js';
import { isToShow } from '../editor/webview/showMessage.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { FamilyViewModel } from './familyViewModel.js';
import type { JobViewModel } from './jobViewModel.js';
import type { Trail } from './panelHistory.js';

/** What the panel is told to show. Everything in it is text to be shown as text. */
export interface ShowMessage {
  readonly kind: 'show';
  /** Counts the jobs that the panel was opened for: a new one starts at the top. */
  readonly turn: number;
  readonly sheet: JobViewModel | undefined;
  /** What to say in the view model's place, or above it. */
  readonly notice: PanelNotice | undefined;
  readonly family: FamilyViewModel | undefined;
  /** Why relatives are missing. */
  readonly familyNotice: PanelNotice | undefined;
  /** Whether a person waits for the job, and for its relatives. */
  readonly isReading: boolean;
  readonly isReadingFamily: boolean;
  readonly actions: readonly PanelActionButton[];
  /** What of the job the tree can be filtered by. */
  readonly filters: readonly PanelFilterButton[];
  /** What outlives the window: the identity, and nothing of the job. */
  readonly kept: KeptPanel | undefined;
  readonly labels: PanelLabels;
}

/** Why the job is not, or not wholly, what AWS says now, and what fixes that. */
export interface PanelNotice {
  readonly summary: string;
  readonly detail: string;
  readonly remedy: string;
}

/** What a panel comes back from after a reload of the window. */
export interface KeptPanel {
  readonly reference: JobReference;
  /** Whether the panel stays with its job, and does not follow the tree. */
  readonly isOwn: boolean;
  /** The jobs that Back and Forward lead to. */
  readonly trail: Trail<JobReference>;
}

/** What can be done with the job that is shown. */
export const panelActions = [
  'back',
  'forward',
  'refresh',
  'openJson',
  'openInConsole',
  'copyCliCommand',
  'revealInTree',
  'openInNewPanel',
] as const;
export type PanelAction = (typeof panelActions)[number];

/** An action's button. */
export interface PanelActionButton {
  readonly action: PanelAction;
  readonly icon: string;
  readonly title: string;
  readonly isEnabled: boolean;
  /** Whether the title is written out beside the icon. */
  readonly isWide: boolean;
}

/** The button of a filter, by the name that the extension knows it by. */
export interface PanelFilterButton {
  readonly name: string;
  readonly title: string;
}

/** The words of the panel's own parts, in the user's language. */
export interface PanelLabels {
  readonly absent: string;
  readonly actions: string;
  readonly category: string;
  readonly copy: string;
  readonly everything: string;
  readonly family: string;
  readonly filter: string;
  readonly suggestedFix: string;
  readonly noFamily: string;
  readonly openLastGood: string;
  readonly reading: string;
  readonly readingFamily: string;
  readonly sameResource: string;
  readonly thisJob: string;
  readonly timeline: string;
  readonly why: string;
}

/** What the panel asks for. */
export type PanelRequest =
  | { readonly kind: 'ready' }
  /** A person has clicked or typed in the page. */
  | { readonly kind: 'used' }
  | { readonly kind: 'shown'; readonly turn: number }
  | { readonly kind: 'mend'; readonly what: 'job' | 'family' }
  | { readonly kind: 'act'; readonly action: PanelAction }
  | { readonly kind: 'copy'; readonly path: string }
  | { readonly kind: 'showWhole'; readonly path: string }
  | { readonly kind: 'openJob'; readonly backupJobId: string }
  | { readonly kind: 'filter'; readonly name: string };

/**
 * The request that a message from the webview is. Whether a path, an id or a name is one of the job that is
 * shown is for whoever acts on it to check.
 */
export function panelRequestFrom(message: unknown): PanelRequest | undefined {
  return requestFrom<PanelRequest>(message, {
    ready: () => ({}),
    used: () => ({}),
    shown: ({ turn }) => (typeof turn === 'number' ? { turn } : undefined),
    mend: ({ what }) => (what === 'job' || what === 'family' ? { what } : undefined),
    act: ({ action }) => {
      const known = panelActions.find((one) => one === action);
      return known && { action: known };
    },
    copy: pathIn,
    showWhole: pathIn,
    openJob: ({ backupJobId }) => (typeof backupJobId === 'string' ? { backupJobId } : undefined),
    filter: ({ name }) => (typeof name === 'string' ? { name } : undefined),
  });
}

function pathIn({ path }: MessageMembers): { readonly path: string } | undefined {
  return typeof path === 'string' ? { path } : undefined;
}

/** Whether a message from the extension is one to show. */
export function isShowMessage(message: unknown): message is ShowMessage {
  return isToShow(message);
}
