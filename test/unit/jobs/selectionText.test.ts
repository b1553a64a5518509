import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxQueries } from '../../../src/jobs/filterPlan.js';
import type { JobSelection, Sieve } from '../../../src/jobs/jobSelection.js';
import { selectionFrom, selectionText } from '../../../src/jobs/selectionText.js';
import { queryArbitrary } from './arbitraries.js';

const sieve: fc.Arbitrary<Sieve> = fc.oneof(
  fc.constantFrom<Sieve>({ keeps: 'withIssues' }, { keeps: 'withoutIssues' }),
  fc.string().map((planId) => ({ keeps: 'ofPlan', planId }) as const),
  fc.array(fc.string()).map((values) => ({ keeps: 'oneOf', filter: 'state', values }) as const),
  fc.constant<Sieve>({ keeps: 'withoutField', field: 'CreationDate' }),
);

describe('A selection as a text', () => {
  it('law: is the same selection again', () => {
    const selection: fc.Arbitrary<JobSelection> = fc.record({
      parts: fc.array(fc.record({ query: queryArbitrary(), sieves: fc.array(sieve, { maxLength: 2 }) }), {
        minLength: 1,
        maxLength: maxQueries,
      }),
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

  it('of more client-side filters than the tree ever has is too large, like one of too many queries', () => {
    const filtered = (count: number) => JSON.stringify([[{}, Array(count).fill({ keeps: 'withIssues' })]]);
    assert.deepEqual(
      [selectionFrom(filtered(32)) === 'tooLarge', selectionFrom(filtered(33))],
      [false, 'tooLarge'],
    );
  });

  it('of as many queries, and values of one filter, as a filter may have is one, and not of one more', () => {
    const queries = (count: number) => JSON.stringify(Array(count).fill([{}]));
    const values = (count: number) =>
      JSON.stringify([[{}, [{ keeps: 'oneOf', filter: 'state', values: Array(count).fill('FAILED') }]]]);
    assert.deepEqual(
      [queries(16), queries(17), values(500), values(501)].map((text) => selectionFrom(text) === 'tooLarge'),
      [false, true, false, true],
    );
  });

  it('law: a stranger’s text is a selection of the eleven filters, or none', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const selection = selectionFrom(text);
        for (const { query } of selection === 'tooLarge' ? [] : (selection?.parts ?? []))
          assert.ok(Object.keys(query).every((name) => /^[a-z][A-Za-z]+$/.test(name)));
      }),
    );
  });
});
