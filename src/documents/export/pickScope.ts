import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Picked, pickOne } from '../../editor/pickOne.js';
import { countText } from '../../jobs/formats.js';
import type { ExportScope } from './exportedJobs.js';

export interface PickScopeOptions {
  readonly title: string;
  readonly placeholder: string;
  readonly step: number;
  readonly totalSteps: number;
  /** The number of loaded jobs. */
  readonly loaded: number;
  /** Whether jobs are among them that AWS Backup no longer lists. */
  readonly hasArchive?: boolean;
  readonly active: ExportScope;
}

/**
 * Asks whether to take the loaded jobs or to load the rest, too. Undefined if the user cancels, `back` for
 * the previous step.
 */
export function pickScope({
  active,
  hasArchive = false,
  loaded,
  ...question
}: PickScopeOptions): Promise<Picked<ExportScope> | 'back' | undefined> {
  return pickOne<ExportScope>({
    ...question,
    choices: [
      {
        label: l10n.t('The loaded jobs'),
        description: countText({ known: loaded, isExact: true }, vscode.env.language),
        value: 'loaded',
      },
      {
        label: l10n.t('All jobs'),
        description: hasArchive
          ? l10n.t('loads the rest, and those older than 30 days')
          : l10n.t('loads the rest'),
        value: 'everything',
      },
    ],
    active: (value) => value === active,
  });
}
