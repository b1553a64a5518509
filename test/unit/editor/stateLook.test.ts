import assert from 'node:assert/strict';
import { stateLook } from '../../../src/editor/stateLook.js';
import { outcomeOf, stateOrder } from '../../../src/jobs/jobStates.js';

describe('The look of a state', () => {
  it('is red for every state without a complete backup and for no other, each with its own icon', () => {
    const looks = stateOrder.map((state) => ({ state, ...stateLook(state) }));
    assert.deepEqual(
      looks.filter(({ tone }) => tone === 'bad').map(({ state }) => state),
      stateOrder.filter((state) => outcomeOf(state) === 'bad'),
    );
    assert.equal(new Set(looks.map(({ icon }) => icon)).size, stateOrder.length);
  });
});
