import assert from 'node:assert/strict';
import { dayTimeText, pastTimeText } from '../../../src/jobs/formats.js';

describe('A time of the past', () => {
  it('has the day unless it is of today, and the date from six days on', () => {
    const now = new Date(2026, 10, 30, 9);
    const texts = [
      new Date(2026, 10, 30, 0, 30),
      new Date(2026, 10, 29, 23, 30),
      new Date(2026, 10, 24, 9, 30),
      new Date(2026, 10, 24, 8, 30),
    ].map((time) => [pastTimeText(time, now, 'en'), dayTimeText(time, now, 'en')]);
    assert.deepEqual(
      texts.map((both) => both.map((text) => text.replaceAll('\u202f', ' '))),
      [
        ['12:30 AM', 'Mon 12:30 AM'],
        ['Sun 11:30 PM', 'Sun 11:30 PM'],
        ['Tue 9:30 AM', 'Tue 9:30 AM'],
        ['Nov 24, 8:30 AM', 'Nov 24, 8:30 AM'],
      ],
    );
  });
});
