import assert from 'node:assert/strict';
import fc from 'fast-check';
import { covers, narrowQuery, queryKey } from '../../../src/jobs/jobQuery.js';
import { matches } from '../../../src/jobs/matches.js';
import { jobArbitrary, queryArbitrary } from './arbitraries.js';

describe('JobQuery', () => {
  it('selects, when narrowed by another, the jobs that both select', () => {
    fc.assert(
      fc.property(queryArbitrary(), queryArbitrary(), jobArbitrary(), (one, other, job) => {
        const both = narrowQuery(one, other);
        assert.equal(both !== undefined && matches(both, job), matches(one, job) && matches(other, job));
      }),
      { numRuns: 3000 },
    );
  });

  it('cannot be narrowed by another value, and has the single value if the other query selects all', () => {
    for (const [name, every] of [
      ['accountId', '*'],
      ['messageCategory', 'AGGREGATE_ALL'],
    ] as const) {
      const [one, other, all] = [{ [name]: 'ONE' }, { [name]: 'OTHER' }, { [name]: every }];
      assert.deepEqual(
        [narrowQuery(one, other), narrowQuery(one, all), narrowQuery(all, one)],
        [undefined, one, one],
      );
    }
  });

  it('is covered only by a query that selects all of its jobs', () => {
    fc.assert(
      fc.property(queryArbitrary(2), queryArbitrary(3), jobArbitrary(), (broad, other, job) => {
        for (const query of [other, narrowQuery(broad, other)])
          if (query !== undefined && covers(broad, query) && matches(query, job))
            assert.ok(matches(broad, job));
      }),
      { numRuns: 3000 },
    );
  });

  it('covers a narrower query, unless the jobs do not show which of them it selects', () => {
    const broad = { createdAfter: new Date(0) };
    assert.equal(covers(broad, { ...broad, state: 'FAILED', backupVaultName: 'prod' }), true);
    assert.equal(covers({}, { parentJobId: 'p' }), false, 'a list may omit nested jobs');
    assert.equal(covers({}, { messageCategory: 'AGGREGATE_ALL' }), false, 'what it selects is unknown');
    assert.equal(covers({}, { accountId: '111122223333' }), false, 'it may be another account');
    assert.equal(covers({ accountId: '*' }, { accountId: '111122223333' }), true);
    assert.equal(covers({ accountId: '*' }, {}), false, 'the own account is unknown');
    assert.equal(covers({ state: 'FAILED' }, {}), false);
  });

  it('has the same key as an equal query, and no other', () => {
    const date = new Date(5);
    assert.equal(
      queryKey({ state: 'A', createdAfter: date }),
      queryKey({ createdAfter: new Date(5), state: 'A' }),
    );
    assert.notEqual(queryKey({ state: 'A","B' }), queryKey({ state: 'A' }));
    assert.equal(queryKey({}), queryKey({}));
  });
});
