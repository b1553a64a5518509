import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countText } from '../jobs/formats.js';

/** What a known issue accepts: how many loaded jobs, and runs that made no job. */
export interface AcceptedCount {
  readonly jobs: number;
  readonly runs: number;
}

/** `12 loaded jobs`, `3 runs without a job`, or both. */
export function acceptedCountTexts({ jobs, runs }: AcceptedCount): string[] {
  const text = (known: number) => countText({ known, isExact: true }, vscode.env.language);
  return [
    jobs === 1
      ? l10n.t('1 loaded job')
      : (jobs > 1 || runs === 0) && l10n.t('{count} loaded jobs', { count: text(jobs) }),
    runs === 1
      ? l10n.t('1 run without a job')
      : runs > 1 && l10n.t('{count} runs without a job', { count: text(runs) }),
  ].filter((part) => part !== false);
}
