import assert from 'node:assert/strict';
import fc from 'fast-check';
import { savedFilterEntries } from '../../../src/filters/savedFilterEntries.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';

describe('The setting of saved filters', () => {
  it('is read as filters, with the names of the properties that are not valid', () => {
    assert.deepEqual(
      savedFilterEntries({ a: { state: 'FAILED' }, b: { profile: 'other', accountId: 5 } }, 'workspace'),
      [
        { name: 'a', scope: 'workspace', filter: { state: ['FAILED'] }, problems: [] },
        { name: 'b', scope: 'workspace', filter: {}, problems: ['profile', 'accountId'] },
      ],
    );
    assert.deepEqual(savedFilterEntries(undefined, 'user'), []);
  });

  it('is read without an error whatever it contains, and a filter without problems selects something', () => {
    const setting = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.string(), fc.anything()),
      fc.json().map((text) => JSON.parse(text)),
    );
    fc.assert(
      fc.property(setting, (value) => {
        for (const { filter, problems } of savedFilterEntries(value, 'user')) {
          assert.ok(problems.length > 0 || selectionOfFilter(filter, new Date()).parts.length > 0);
        }
      }),
    );
    const hostile = JSON.parse('{"__proto__": {"state": "FAILED"}, "constructor": {"state": "FAILED"}}');
    assert.deepEqual(
      savedFilterEntries(hostile, 'workspace').map(({ name, filter }) => [name, filter.state]),
      [
        ['__proto__', ['FAILED']],
        ['constructor', ['FAILED']],
      ],
    );
  });
});
