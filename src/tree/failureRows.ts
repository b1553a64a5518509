import type { JobFailure } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';
import { type Branch, type FailureRow, type Row, wholeOf } from './rows.js';

/** What could not be loaded, and why. */
export interface FailedBranch {
  readonly branch: Branch;
  readonly failure: JobFailure;
}

/** The rows of failed branches of several regions: one row for all that failed for the same reason. */
export function failureRows(
  failed: readonly FailedBranch[],
  { namesRegions, parent }: { readonly parent: Row | undefined; readonly namesRegions: boolean },
): FailureRow[] {
  return alikeFailures(failed).map(([first, ...others]) => ({
    kind: 'failure',
    id: `${first.branch.id}/failure`,
    failure: commonFailure([first, ...others]),
    branch: first.branch,
    ...(others.length > 0 && { others: others.map(({ branch }) => branch) }),
    ...(namesRegions && { regions: [first, ...others].map(({ branch }) => branch.session.region) }),
    parent,
  }));
}

/** The failures with the same kind, text and remedy, in the order of the first of each. */
export function alikeFailures(
  failed: readonly FailedBranch[],
): readonly (readonly [FailedBranch, ...FailedBranch[]])[] {
  const alike = new Map<string, [FailedBranch, ...FailedBranch[]]>();
  for (const one of failed) {
    const { kind, place, remedy, summary } = one.failure;
    const key = JSON.stringify([kind, remedy, summary, place]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [one]);
    else known.push(one);
  }
  return [...alike.values()];
}

/** One failure for several that are alike. Where their details differ, it contains them by region. */
export function commonFailure(failed: readonly [FailedBranch, ...FailedBranch[]]): JobFailure {
  const [{ branch, failure }, ...others] = failed;
  const { requestId: _, ...first } = withUsefulRemedy(failure, wholeOf(branch).list.selection);
  if (others.length === 0) return { ...first, ...(failure.requestId && { requestId: failure.requestId }) };
  if (others.every((other) => other.failure.detail === failure.detail)) return first;
  const details = failed.flatMap(({ branch: { session }, failure: { detail } }) =>
    detail ? [`${session.region}: ${detail}`] : [],
  );
  return { ...first, detail: details.join('\n') };
}
