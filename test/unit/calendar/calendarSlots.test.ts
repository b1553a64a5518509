import assert from 'node:assert/strict';
import fc from 'fast-check';
import { daySlots, slotFinder, slotOf } from '../../../src/calendar/calendarSlots.js';

describe('The slot of a time', () => {
  it('law: is the same whatever times were looked up before', () => {
    const now = new Date(2026, 10, 29, 20).getTime();
    const slots = daySlots(new Date(2026, 9, 1).getTime(), now);
    const start = slots.starts[0] ?? 0;
    const time = fc.oneof(
      fc.integer({ min: start - 86_400_000, max: slots.end + 86_400_000 }),
      fc.constantFrom(...slots.starts, slots.end, Number.NaN),
    );
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 20 }), (times) => {
        const find = slotFinder(slots);
        assert.deepEqual(
          times.map(find),
          times.map((one) => slotOf(one, slots)),
        );
      }),
    );
  });
});
