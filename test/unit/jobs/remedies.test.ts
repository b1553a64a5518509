import assert from 'node:assert/strict';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import type { Remedy } from '../../../src/jobs/jobSource.js';
import { withUsefulRemedy } from '../../../src/jobs/remedies.js';

describe('A remedy that clears filters', () => {
  const remedyFor = (remedy: Remedy, filter: JobSelection) =>
    withUsefulRemedy({ kind: 'unknown', summary: '', detail: '', remedy }, filter).remedy;
  const withIssues: JobSelection = { parts: [{ query: {}, clientFilters: [{ keeps: 'withIssues' }] }] };
  const filters: readonly (readonly [
    filter: JobSelection,
    clearFilters: Remedy,
    clearAccountFilter: Remedy,
  ])[] = [
    [selectionOf({}), 'retry', 'retry'],
    [{ parts: [] }, 'retry', 'retry'],
    [selectionOf({ state: '"accountId"' }), 'clearFilters', 'retry'],
    [selectionOf({ state: 'FAILED' }), 'clearFilters', 'retry'],
    [selectionOf({ createdAfter: new Date(0) }), 'clearFilters', 'retry'],
    [withIssues, 'clearFilters', 'retry'],
    [selectionOf({ accountId: '*' }), 'clearFilters', 'clearAccountFilter'],
    [
      { parts: [...selectionOf({}).parts, ...selectionOf({ accountId: '*' }).parts] },
      'clearFilters',
      'clearAccountFilter',
    ],
  ];

  it('is offered if the user has set any, and is a retry otherwise', () => {
    assert.deepEqual(
      filters.map(([filter]) => [remedyFor('clearFilters', filter), remedyFor('clearAccountFilter', filter)]),
      filters.map(([, ...remedies]) => remedies),
    );
  });

  it('is the only remedy that depends on the filters', () => {
    for (const remedy of [
      'retry',
      'signIn',
      'selectConnection',
      'selectRegions',
      'editAwsConfig',
      'showLog',
    ] as const)
      assert.equal(remedyFor(remedy, selectionOf({})), remedy);
  });
});
