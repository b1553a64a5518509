import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exampleTime, isAmbiguousDate, typedTime } from '../../../src/filters/typedTime.js';
import { dayDimension, startOfDay } from '../../../src/jobs/dimensions.js';
import { timeOf } from '../../../src/jobs/timeExpression.js';

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

  it('is the same date in every language that writes dates with dots', () => {
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

  it('can be the example, in ISO 8601 and local time', () => {
    const evening = timeOf('yesterday 18:00', now);
    assert.match(exampleTime(), /^\d{4}-\d{2}-\d{2}T18:00$/);
    assert.deepEqual(timeOf(typedTime(exampleTime()) ?? '', now), evening);
  });

  it('is local time, also in a time zone with an offset of quarter hours', () => {
    const { TZ } = process.env;
    try {
      const times = ['Asia/Kathmandu', 'Pacific/Chatham', 'Asia/Kolkata'].map((zone) => {
        process.env['TZ'] = zone;
        const day = startOfDay('2026-11-24');
        return ['2026-11-24 18:00', '24.11.2026 18:00', '2026-11-24 18:00Z']
          .map((typed) => timeOf(typedTime(typed) ?? '', now))
          .concat(day, dayDimension.partOf('2026-11-24').filters.createdBefore)
          .map((time) => time?.toISOString().replace(/^2026-11-(.*):00.000Z$/, '$1'));
      });
      assert.deepEqual(times, [
        ['24T12:15', '24T12:15', '24T18:00', '23T18:15', '2026-11-24T18:14:59.999Z'],
        ['24T04:15', '24T04:15', '24T18:00', '23T10:15', '2026-11-24T10:14:59.999Z'],
        ['24T12:30', '24T12:30', '24T18:00', '23T18:30', '2026-11-24T18:29:59.999Z'],
      ]);
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });

  it('can be on each of the 31 days of the last 30 × 24 hours', () => {
    const days = dayDimension.allValues(new Date(2026, 10, 24, 7));
    assert.deepEqual([days.length, days[0], days.at(-1)], [31, '2026-11-24', '2026-10-25']);
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
    fc.assert(
      fc.property(fc.string(), (text) => {
        const expression = typedTime(text);
        assert.ok(expression === undefined || timeOf(expression, new Date()) !== undefined);
      }),
    );
  });
});

/** Languages with different orders of the parts of a date. */
const languages = [
  ...[
    'az',
    'be',
    'bg',
    'bs',
    'cs',
    'da',
    'de',
    'en',
    'en-CH',
    'es',
    'et',
    'fi',
    'fr',
    'fr-CA',
    'fr-CH',
    'he',
    'hr',
    'hu',
  ],
  ...[
    'hy',
    'id',
    'is',
    'ja',
    'ka',
    'kk',
    'ko',
    'lv',
    'mk',
    'mn',
    'nb',
    'nl',
    'pl',
    'pt-BR',
    'ro',
    'ru',
    'sk',
    'sl',
    'sq',
  ],
  ...['sr', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-CN'],
];
