import { backupJobFields, type DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { JobSheet } from './jobSheet.js';

/** What the panel is told to show. */
export interface ShowMessage {
  readonly kind: 'show';
  /** Counts the jobs that the panel was opened for: a new one starts at the top. */
  readonly turn: number;
  readonly sheet: JobSheet | undefined;
  /** What to say in the sheet's place, or above it. */
  readonly notice: PanelNotice | undefined;
  readonly isReading: boolean;
  /** What outlives the window: the identity, and nothing of the job. */
  readonly kept: JobReference | undefined;
  readonly labels: PanelLabels;
}

/** Why the job is not, or not wholly, what AWS says now, and what mends that. */
export interface PanelNotice {
  readonly summary: string;
  readonly detail: string;
  readonly remedy: string;
}

/** The words of the panel's own parts, in the user's language. */
export interface PanelLabels {
  readonly absent: string;
  readonly copy: string;
  readonly openJson: string;
  readonly reading: string;
  readonly refresh: string;
}

/** What the panel asks for. */
export type PanelRequest =
  | { readonly kind: 'ready' }
  | { readonly kind: 'shown'; readonly turn: number }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'openJson' }
  | { readonly kind: 'mend' }
  | { readonly kind: 'copy'; readonly field: keyof DescribedBackupJob };

/** The request that a message from the webview is; undefined for anything else, for a page is not to be trusted. */
export function panelRequestFrom(message: unknown): PanelRequest | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  switch (message.kind) {
    case 'ready':
    case 'refresh':
    case 'openJson':
    case 'mend':
      return { kind: message.kind };
    case 'shown':
      return 'turn' in message && typeof message.turn === 'number'
        ? { kind: 'shown', turn: message.turn }
        : undefined;
    case 'copy': {
      const field = 'field' in message ? describedFields.find((name) => name === message.field) : undefined;
      return field && { kind: 'copy', field };
    }
    default:
      return undefined;
  }
}

/** Whether a message from the extension is one to show. The frame hears messages of the editor's own too. */
export function isShowMessage(message: unknown): message is ShowMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'show' &&
    'turn' in message &&
    typeof message.turn === 'number' &&
    'labels' in message &&
    typeof message.labels === 'object'
  );
}

const describedFields: readonly (keyof DescribedBackupJob)[] = [
  ...backupJobFields,
  'ChildJobsInState',
  'NumberOfChildJobs',
];
