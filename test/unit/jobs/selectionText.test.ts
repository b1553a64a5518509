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
