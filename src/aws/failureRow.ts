import type { JobFailure } from '../jobs/jobSource.js';
import type { ErrorFacts } from './errorFacts.js';

/** A row of the failure table: it matches errors and describes them as failures. */
export interface FailureRow {
  readonly matches: (facts: ErrorFacts) => boolean;
  readonly describe: (facts: ErrorFacts) => Omit<JobFailure, 'requestId'>;
}

/** Matches errors with one of these names. */
export function hasName(...names: readonly string[]): FailureRow['matches'] {
  return ({ name }) => names.includes(name);
}

/** Matches errors with one of these codes of Node or TLS. */
export function hasCode(...codes: readonly string[]): FailureRow['matches'] {
  return ({ code }) => codes.includes(code);
}

/** Joins the nonempty parts, each with a period if it lacks one. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
