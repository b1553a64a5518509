import assert from 'node:assert/strict';
import { typedDay } from '../../../src/filters/typedDay.js';
import { inZone } from '../inZone.js';

describe('A typed end date', () => {
  for (const zone of ['UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/Los_Angeles'])
    it(`is the date that the user sees, in the time zone ${zone}`, () =>
      inZone(zone, () => {
        const noon = new Date(2026, 10, 27, 12);
        assert.deepEqual(
          ['today', 'today 23:59', 'yesterday', '2026-12-31', '31.12.2026', '2026-12-31 00:30', 'soon'].map(
            (text) => typedDay(text, noon),
          ),
          ['2026-11-27', '2026-11-27', '2026-11-26', '2026-12-31', '2026-12-31', '2026-12-31', undefined],
        );
        assert.equal(typedDay('30 days', new Date('2026-11-27T08:00:00Z')), '2026-12-27');
      }));
});
