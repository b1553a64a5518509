import assert from 'node:assert/strict';
import fc from 'fast-check';
import { timeOf } from '../../../src/jobs/timeExpression.js';
import { exampleTime, typedTime } from '../../../src/jobs/typedTime.js';

const now = new Date();
const languages = [
  ...['bg', 'cs', 'de', 'el', 'en', 'en-GB', 'en-US', 'es', 'fr', 'hi', 'hu', 'it', 'ja', 'ko', 'nl', 'pl'],
  ...['pt-br', 'ru', 'sv', 'tr', 'uk', 'zh-cn', 'zh-tw'],
];

describe('A time as it is typed', () => {
  it('is an expression, with or without the word before it, or a time of today', () => {
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
    ] as const)
      assert.equal(typedTime(typed, 'en-US'), expression);
  });

  it('is a date in the order of the language, as its own format writes it', () => {
    for (const [typed, locale, expression] of [
      ['11/24/2026', 'en-US', '2026-11-24'],
      ['11/24/26, 6:05 PM', 'en-US', '2026-11-24 18:05'],
      ['11/24/2026 12 am', 'en-US', '2026-11-24 00:00'],
      ['24.11.2026 18:00', 'de', '2026-11-24 18:00'],
      ['24/11/2026 18:00:07', 'fr', '2026-11-24 18:00:07'],
      ['2026. 11. 4.', 'ko', '2026-11-04'],
      ['24.11.2026 г., 18:00', 'bg', '2026-11-24 18:00'],
      ['24.11.2026 г.', 'bg', '2026-11-24'],
    ] as const)
      assert.equal(typedTime(typed, locale), expression, `${typed} (${locale})`);
    const minute = fc.integer({ min: 1, max: 40_000_000 }).map((count) => new Date(2000, 0, 1, 0, count));
    fc.assert(
      fc.property(
        minute,
        fc.constantFrom('en-US', 'en-GB', 'de', 'fr', 'es', 'pl', 'sv', 'nl'),
        (time, locale) => {
          const written = new Intl.DateTimeFormat(locale, {
            day: 'numeric',
            hour: 'numeric',
            minute: '2-digit',
            month: 'numeric',
            year: 'numeric',
          }).format(time);
          const expression = typedTime(written, locale);
          assert.deepEqual(expression && timeOf(expression, new Date()), time, `${written} (${locale})`);
        },
      ),
    );
  });

  it('is what its own example is, in every language of VS Code', () => {
    const evening = timeOf('yesterday 18:00', now);
    for (const locale of languages) {
      const expression = typedTime(exampleTime(locale), locale);
      assert.deepEqual(expression && timeOf(expression, now), evening, `${exampleTime(locale)} (${locale})`);
    }
  });

  it('is told to the nanosecond, and not more finely', () => {
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

  it('is none where it is none', () => {
    for (const typed of [
      '',
      'soon',
      '13/13/2026',
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
      assert.equal(typedTime(typed, 'en-US'), undefined, typed);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const expression = typedTime(text, 'en-US');
        assert.ok(expression === undefined || timeOf(expression, new Date()) !== undefined);
      }),
    );
  });
});
