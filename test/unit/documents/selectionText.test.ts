import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selectionFrom, selectionText } from '../../../src/documents/selectionText.js';
import { maxQueries } from '../../../src/jobs/filterPlan.js';
import { jobQueryFilters } from '../../../src/jobs/jobQuery.js';
import type { ClientFilter, JobSelection } from '../../../src/jobs/jobSelection.js';
import { queryArbitrary } from '../jobs/arbitraries.js';

const clientFilter: fc.Arbitrary<ClientFilter> = fc.oneof(
  fc.constantFrom<ClientFilter>({ keeps: 'withIssues' }, { keeps: 'withoutIssues' }),
  fc.string().map((value) => ({ keeps: 'ofField', field: 'CreatedBy.BackupPlanId', value }) as const),
  fc.option(fc.string(), { nil: undefined }).map((pattern) => ({ keeps: 'ofMessage', pattern }) as const),
  fc.array(fc.string()).map((values) => ({ keeps: 'oneOf', filter: 'state', values }) as const),
  fc.constant<ClientFilter>({ keeps: 'ofField', field: 'CreationDate', value: undefined }),
);

describe('A selection as text', () => {
  it('law: can be parsed to the same selection', () => {
    const selection: fc.Arbitrary<JobSelection> = fc.record({
      parts: fc.array(
        fc.record({ query: queryArbitrary(), clientFilters: fc.array(clientFilter, { maxLength: 2 }) }),
        {
          minLength: 1,
          maxLength: maxQueries,
        },
      ),
    });
    fc.assert(
      fc.property(selection, (one) => {
        assert.deepEqual(
          JSON.parse(JSON.stringify(selectionFrom(selectionText(one)))),
          JSON.parse(JSON.stringify(one)),
        );
      }),
    );
  });

  it('is too large with more client-side filters than the tree ever has', () => {
    const filtered = (count: number) => JSON.stringify([[{}, Array(count).fill({ keeps: 'withIssues' })]]);
    assert.deepEqual(
      [selectionFrom(filtered(32)) === 'tooLarge', selectionFrom(filtered(33))],
      [false, 'tooLarge'],
    );
  });

  it('is valid up to the maximum of queries and of values per filter', () => {
    const queries = (count: number) => JSON.stringify(Array(count).fill([{}]));
    const values = (count: number) =>
      JSON.stringify([[{}, [{ keeps: 'oneOf', filter: 'state', values: Array(count).fill('FAILED') }]]]);
    assert.deepEqual(
      [queries(16), queries(17), values(500), values(501)].map((text) => selectionFrom(text) === 'tooLarge'),
      [false, true, false, true],
    );
  });

  it('law: untrusted text selects only by the filters of the service, or is not valid', () => {
    const time = '2026-11-24T05:00:00.000Z';
    const name = fc.constantFrom(...jobQueryFilters, 'nextToken', 'maxResults', 'toString', 'State');
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('FAILED', time) },
      { weight: 1, arbitrary: fc.constantFrom(1, null, true, {}, ['FAILED']) },
    );
    const queries = fc.array(fc.dictionary(name, value, { maxKeys: 2 }), { minLength: 1, maxLength: 2 });
    const isFilter = ([key, text]: readonly [string, unknown]) =>
      jobQueryFilters.some((filter) => filter === key) &&
      typeof text === 'string' &&
      (!/(After|Before)$/.test(key) || text === time);
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(queries, (parts) => {
        const isSelection = parts.flatMap((query) => Object.entries(query)).every(isFilter);
        seen.add(isSelection);
        const selection = selectionFrom(JSON.stringify(parts.map((query) => [query])));
        assert.deepEqual(
          selection && JSON.parse(JSON.stringify(selection)),
          isSelection
            ? { parts: parts.map((query) => ({ query: { ...query }, clientFilters: [] })) }
            : undefined,
        );
      }),
      { numRuns: 500 },
    );
    assert.equal(seen.size, 2);
    fc.assert(fc.property(fc.json(), (text) => assert.doesNotThrow(() => selectionFrom(text))));
  });
});
