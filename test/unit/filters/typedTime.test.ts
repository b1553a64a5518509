import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exampleTime, isAmbiguousDate, typedTime } from '../../../src/filters/typedTime.js';
import { dayDimension, startOfDay } from '../../../src/jobs/dimensions.js';
import { timeOf } from '../../../src/jobs/timeExpression.js';
import { inZone } from '../inZone.js';

const now = new Date();

describe('A typed time', () => {
  it('can be an expression, with or without a word like “since”, or a time of today', () => {
    for (const [typed, expression] of [
      ['last 24 hours', 'last 24 hours'],
      ['  since   yesterday 18:00 ', 'yesterday 18:00'],
      ['until 7 days ago', '7 days ago'],
      ['18:00', 'today 18:00'],
      ['2026-11-24T18:00:00.5Z', '2026-11-24T18:00:00.5Z'],
      ['2026-11-24T01:05:09.123000+00:00', '2026-11-24T01:05:09.123000+00:00'],
      ['6:00 PM', 'today 18:00'],
      ['12:05 a.m.', 'today 00:05'],
      ['6pm', 'today 18:00'],
      ['2026-11-24  18:00 +0545', '2026-11-24 18:00 +0545'],
    ] as const)
      assert.equal(typedTime(typed), expression, typed);
  });

  it('can be a numeric date that is not ambiguous', () => {
    for (const [typed, expression] of [
      ['11/24/2026', '2026-11-24'],
      ['24/11/2026', '2026-11-24'],
      ['24-11-2026', '2026-11-24'],
      ['11/11/2026', '2026-11-11'],
      ['2026/3/4', '2026-03-04'],
      ['3.11.2026', '2026-11-03'],
      ['11/24/2026, 6:05 PM', '2026-11-24 18:05'],
      ['11/24/2026 12 am', '2026-11-24 00:00'],
      ['24.11.2026 18:00', '2026-11-24 18:00'],
      ['24/11/2026 18:00:07', '2026-11-24 18:00:07'],
      ['2026. 11. 4.', '2026-11-04'],
      ['24.11.2026 г., 18:00', '2026-11-24 18:00'],
    ] as const)
      assert.deepEqual([typedTime(typed), isAmbiguousDate(typed)], [expression, false], typed);
  });

  it('cannot be a date in which day and month could be swapped', () => {
    for (const typed of ['03/11/2026', '3-11-2026', 'since 11/03/2026, 6 PM', ' 1/2/2026  18:00 '])
      assert.deepEqual([typedTime(typed), isAmbiguousDate(typed)], [undefined, true], typed);
  });

  it('can be a date with dots, as each language that uses dots writes it', () => {
    const date = new Date(2026, 10, 3);
    for (const locale of languages) {
      const written = new Intl.DateTimeFormat(locale, {
        calendar: 'gregory',
        numberingSystem: 'latn',
        day: 'numeric',
        month: 'numeric',
        year: 'numeric',
      }).format(date);
      if (written.includes('.')) assert.equal(typedTime(written), '2026-11-03', `${written} (${locale})`);
    }
  });

  it('can be the example that is shown, yesterday evening in ISO 8601 and local time', () => {
    const evening = timeOf('yesterday 18:00', now);
    assert.match(exampleTime(), /^\d{4}-\d{2}-\d{2}T18:00$/);
    assert.deepEqual(timeOf(typedTime(exampleTime()) ?? '', now), evening);
  });

  it('is local time, even if the time zone differs from UTC by a fraction of an hour', async () => {
    for (const [zone, expected] of [
      ['Asia/Kathmandu', ['24T12:15', '24T12:15', '24T18:00']],
      ['Pacific/Chatham', ['24T04:15', '24T04:15', '24T18:00']],
      ['Asia/Kolkata', ['24T12:30', '24T12:30', '24T18:00']],
    ] as const) {
      const times = await inZone(zone, () =>
        ['2026-11-24 18:00', '24.11.2026 18:00', '2026-11-24 18:00Z']
          .map((typed) => timeOf(typedTime(typed) ?? '', now))
          .map((time) => time?.toISOString().replace(/^2026-11-(.*):00.000Z$/, '$1')),
      );
      assert.deepEqual(times, expected, zone);
    }
  });

  it('has at most nine decimals of a second', () => {
    const time = (fraction: string) => timeOf(`2026-11-24T01:05:09${fraction}Z`, now)?.getTime();
    const second = Date.UTC(2026, 10, 24, 1, 5, 9);
    assert.deepEqual(['.1', '.123', '.123000', '.123456789', '.1234567890', '.'].map(time), [
      second + 100,
      second + 123,
      second + 123,
      second + 123,
      undefined,
      undefined,
    ]);
  });

  it('is rejected if it is not valid', () => {
    for (const typed of [
      '',
      'soon',
      '13/13/2026',
      '11/24/26',
      '24/11/2569',
      '24/11-2026',
      '11/31/2026',
      '11/24/2026 13 pm',
      '11/24/2026 pm',
      '13:00 PM',
      '0 am',
      '6:60 PM',
      '11/24',
      '25:00',
      '1700000000',
    ])
      assert.equal(typedTime(typed), undefined, typed);
  });

  it('becomes a valid expression or none, whatever its parts', () => {
    const parts = fc.array(fc.constantFrom(...partsOfTimes), { minLength: 1, maxLength: 7 });
    let valid = 0;
    fc.assert(
      fc.property(parts, (typed) => {
        const expression = typedTime(typed.join(''));
        if (expression === undefined) return;
        valid++;
        assert.notEqual(timeOf(expression, now), undefined, expression);
      }),
      { numRuns: 3000 },
    );
    assert.ok(valid > 0, 'some texts are valid');
  });
});

describe('A day to filter by', () => {
  it('is one of the 31 days that the last 30 × 24 hours touch', () => {
    const days = dayDimension.allValues(new Date(2026, 10, 24, 7));
    assert.deepEqual([days.length, days[0], days.at(-1)], [31, '2026-11-24', '2026-10-25']);
  });

  it('is a day of local time, even if the time zone differs from UTC by a fraction of an hour', async () => {
    for (const [zone, start, end] of [
      ['Asia/Kathmandu', '2026-11-23T18:15:00.000Z', '2026-11-24T18:14:59.999Z'],
      ['Pacific/Chatham', '2026-11-23T10:15:00.000Z', '2026-11-24T10:14:59.999Z'],
      ['Asia/Kolkata', '2026-11-23T18:30:00.000Z', '2026-11-24T18:29:59.999Z'],
    ] as const) {
      const bounds = await inZone(zone, () => [
        startOfDay('2026-11-24')?.toISOString(),
        dayDimension.partOf('2026-11-24').filters.createdBefore?.toISOString(),
      ]);
      assert.deepEqual(bounds, [start, end], zone);
    }
  });
});

const partsOfTimes = [
  ...['1', '3', '11', '13', '24', '31', '59', '2026', '0', '00'],
  ...['/', '.', '-', ':', ' ', ', ', 'T', 'Z', '+05:45', ' PM', ' a.m.'],
  ...['since ', 'last ', 'today ', 'yesterday ', ' hours', ' days ago', '2026-11-24', '18:00', '24.11.2026'],
];

/** Languages with different orders of the parts of a date. */
const languages = (
  'az be bg bs cs da de en en-CH es et fi fr fr-CA fr-CH he hr hu hy id is ja ' +
  'ka kk ko lv mk mn nb nl pl pt-BR ro ru sk sl sq sr sv th tr uk vi zh-CN'
).split(' ');
