import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { jobsText } from '../../jobs/formats.js';

/** The progress of an export. */
export interface ExportProgress {
  readonly jobs: number;
  /** The time back to which the current region has been read; undefined if nothing has been read. */
  readonly readBackTo: Date | undefined;
  /** Whether AWS throttles and has not answered since. */
  readonly isThrottled: boolean;
}

/** The progress, in words. */
export function progressText({ isThrottled, ...read }: ExportProgress): string {
  const progress = readText(read);
  return isThrottled ? l10n.t('{progress} · throttled, waiting', { progress }) : progress;
}

function readText({ jobs, readBackTo }: Omit<ExportProgress, 'isThrottled'>): string {
  const count = countedText(jobs);
  if (readBackTo === undefined) return count;
  const day = new Intl.DateTimeFormat(vscode.env.language, { month: 'short', day: 'numeric' });
  return l10n.t('{count}, back to {day}', { count, day: day.format(readBackTo) });
}

/** A number of jobs, in words. */
export function countedText(jobs: number): string {
  return jobsText({ known: jobs, isExact: true }, vscode.env.language);
}
