import type { JobFailure } from '../jobs/jobSource.js';
import type { ErrorFacts } from './errorFacts.js';

/** A row of the failure table: which errors it matches, and how it describes them. */
export interface FailureRow {
  readonly matches: (facts: ErrorFacts) => boolean;
  readonly describe: (facts: ErrorFacts) => Omit<JobFailure, 'requestId'>;
}

/** Matches by the error's name. */
export function hasName(...names: readonly string[]): FailureRow['matches'] {
  return ({ name }) => names.includes(name);
}

/** Matches by the code of Node or of TLS. */
export function hasCode(...codes: readonly string[]): FailureRow['matches'] {
  return ({ code }) => codes.includes(code);
}

/** Joins the parts that are not empty, each as a sentence. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
