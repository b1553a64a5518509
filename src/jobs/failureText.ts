import type { JobFailure } from './jobSource.js';

/** A failure in one line: its summary and its detail as sentences, without a full stop at the end. */
export function failureText({ detail, summary }: Pick<JobFailure, 'detail' | 'summary'>): string {
  return [summary, detail]
    .map((sentence) => sentence.trim().replace(/\.$/, ''))
    .filter(Boolean)
    .join('. ');
}
