import type { JobFailure } from '../jobs/jobSource.js';
import type { ErrorFacts } from './errorFacts.js';

/** One row of the failure table: which errors it is about, and what a person is told. */
export interface FailureRow {
  readonly isAbout: (facts: ErrorFacts) => boolean;
  readonly tell: (facts: ErrorFacts) => Omit<JobFailure, 'requestId'>;
}

/** Matches by the error's name. */
export function named(...names: readonly string[]): FailureRow['isAbout'] {
  return ({ name }) => names.includes(name);
}

/** Matches by the code of Node or of TLS. */
export function coded(...codes: readonly string[]): FailureRow['isAbout'] {
  return ({ code }) => codes.includes(code);
}

/** Joins what is known to sentences; what is empty is left out. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
