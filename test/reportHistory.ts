import assert from 'node:assert/strict';
import type { HistoryFilesOptions } from '../src/history/historyFiles.js';
import { type ReportOptions, writeReports } from './reportFiles.js';

/** Writes the job reports of 120 days in two regions, of which one lacks the report of March 4. */
export function writeReportHistory(folder: string): void {
  const options: ReportOptions = {
    from: Date.UTC(2026, 0, 1),
    days: 120,
    regions: ['eu-west-1', 'us-east-1'],
    missing: { 'eu-west-1': ['2026-03-04'] },
    failed: ['2026-03-30', '2026-03-31'],
  };
  writeReports(folder, options);
}

/** Options to open files that do not change, without a listener. */
export function historyOptions(
  own: Pick<HistoryFilesOptions, 'indexFile' | 'paths' | 'workerFile'>,
): HistoryFilesOptions {
  const { signal } = new AbortController();
  return {
    ...{ locale: 'en', signal },
    onImport: () => ({ signal, onProgress: () => {}, onEnd: () => {} }),
    onOtherFiles: () => assert.fail('No file has changed'),
    ...own,
  };
}
