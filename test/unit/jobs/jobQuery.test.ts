import assert from 'node:assert/strict';
import fc from 'fast-check';
import { covers, narrowQuery, queryKey } from '../../../src/jobs/jobQuery.js';
import { matches } from '../../../src/jobs/matches.js';
import { jobArbitrary, queryArbitrary } from './arbitraries.js';

describe('JobQuery', () => {
  it('narrows to the jobs of both queries', () => {
    fc.assert(
      fc.property(queryArbitrary(), queryArbitrary(), jobArbitrary(), (one, other, job) => {
        const both = narrowQuery(one, other);
        assert.equal(both !== undefined && matches(both, job), matches(one, job) && matches(other, job));
      }),
      { numRuns: 3000 },
    );
  });

  it('narrows to no query where the values differ, and to a single one where the other asks for every', () => {
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

  it('is covered only by a query whose answer contains its own', () => {
    fc.assert(
      fc.property(queryArbitrary(2), queryArbitrary(3), jobArbitrary(), (broad, other, job) => {
        const narrow = narrowQuery(broad, other);
        fc.pre(narrow !== undefined && covers(broad, narrow));
        assert.equal(!matches(narrow, job) || matches(broad, job), true);
      }),
      { numRuns: 1000 },
    );
  });

  it('covers what it narrows to, except for what jobs do not show', () => {
    const broad = { createdAfter: new Date(0) };
    assert.equal(covers(broad, { ...broad, state: 'FAILED', backupVaultName: 'prod' }), true);
    assert.equal(covers({}, { parentJobId: 'p' }), false, 'a list may leave nested jobs out');
    assert.equal(covers({}, { messageCategory: 'AGGREGATE_ALL' }), false, 'what it selects is unknown');
    assert.equal(covers({}, { accountId: '111122223333' }), false, 'it may be another account');
    assert.equal(covers({ accountId: '*' }, { accountId: '111122223333' }), true);
    assert.equal(covers({ accountId: '*' }, {}), false, 'which account is the own one is unknown');
    assert.equal(covers({ state: 'FAILED' }, {}), false);
  });

  it('has the same key for equal queries only', () => {
    const date = new Date(5);
    assert.equal(
      queryKey({ state: 'A', createdAfter: date }),
      queryKey({ createdAfter: new Date(5), state: 'A' }),
    );
    assert.notEqual(queryKey({ state: 'A","B' }), queryKey({ state: 'A' }));
    assert.equal(queryKey({}), queryKey({}));
  });
});
