import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCron } from '../../../src/schedule/cron.js';
import { nextRun } from '../../../src/schedule/cronRuns.js';

const next = (expression: string, timeZone: string | undefined, now: string) => {
  const schedule = readCron(expression);
  return schedule && nextRun(schedule, timeZone, new Date(now))?.toISOString();
};

describe('An AWS cron expression', () => {
  it('finds a day that occurs once in eight years', () => {
    assert.equal(next('cron(0 5 29 2 ? *)', 'UTC', '2096-02-29T05:00:00Z'), '2104-02-29T05:00:00.000Z');
    assert.equal(next('cron(0 5 30 2 ? *)', 'UTC', '2096-02-29T05:00:00Z'), undefined);
  });

  it('is invalid if AWS does not accept it', () => {
    for (const invalid of [
      '',
      'cron()',
      'rate(1 day)',
      '0 5 ? * *',
      '60 5 ? * * *',
      '0 24 ? * * *',
      '0 5 32 * ? *',
      '0 5 1 * MON *',
      '0 5 ? * 8 *',
      '0 5 ? * MON#6 *',
      '0 5 ? FOO * *',
      '0/0 5 ? * * *',
      '1-2-3 5 ? * * *',
      '0 5 ? * * 1969',
      '0 5 1,2W * ? *',
      '<b>0</b> 5 ? * * *',
    ])
      assert.equal(readCron(invalid), undefined, invalid);
  });

  it('parses any text without an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, zone) => {
        const schedule = readCron(one);
        if (schedule !== undefined) nextRun(schedule, zone, new Date(0));
      }),
    );
  });

  it('has its next run at its local time', () => {
    assert.deepEqual(
      [
        next('0 5 ? * * *', undefined, '2026-11-24T05:00:00Z'),
        next('0 5 ? * * *', 'Asia/Tokyo', '2026-11-24T05:00:00Z'),
        next('0 5 ? * * *', 'America/Los_Angeles', '2026-11-24T14:00:00Z'),
        next('0 5 L * ? *', 'UTC', '2027-02-01T00:00:00Z'),
        next('0 5 29 2 ? *', 'UTC', '2097-01-01T00:00:00Z'),
        next('0 5 ? * 6L *', 'UTC', '2026-11-24T00:00:00Z'),
        next('0 5 1W * ? *', 'UTC', '2027-04-30T00:00:00Z'),
        next('0 5 31W * ? *', 'UTC', '2027-01-01T00:00:00Z'),
        next('0 5 ? * * 2020', 'UTC', '2026-11-24T00:00:00Z'),
        next('0 5 ? * * *', 'Mars/Olympus', '2026-11-24T00:00:00Z'),
      ],
      [
        '2026-11-25T05:00:00.000Z',
        '2026-11-24T20:00:00.000Z',
        '2026-11-25T13:00:00.000Z',
        '2027-02-28T05:00:00.000Z',
        '2104-02-29T05:00:00.000Z',
        '2026-11-27T05:00:00.000Z',
        '2027-05-03T05:00:00.000Z',
        '2027-01-29T05:00:00.000Z',
        undefined,
        undefined,
      ],
    );
  });

  it('skips a time that the clocks skip, and runs once at a time that occurs twice', () => {
    const berlin = (now: string) => next('30 2 * * ? *', 'Europe/Berlin', now);
    assert.deepEqual(
      [berlin('2027-03-28T00:00:00Z'), berlin('2026-10-24T12:00:00Z'), berlin('2026-10-25T00:30:00Z')],
      ['2027-03-29T00:30:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    );
  });

  it('law: the next run fits every field, and no minute before it does', () => {
    fc.assert(
      fc.property(anySchedule, fc.constantFrom(...zones), anyTime, ({ expression, fits }, zone, now) => {
        const schedule = readCron(expression);
        assert.ok(schedule, expression);
        const run = nextRun(schedule, zone, now);
        assert.ok(run, expression);
        assert.ok(run > now && run.getTime() % 60_000 === 0);
        assert.ok(fits(fieldsAt(run, zone)), `${expression} at ${run.toISOString()}`);
        const first = Math.floor(now.getTime() / 60_000) + 1;
        const last = Math.min(run.getTime() / 60_000, first + 3000);
        for (let minute = first; minute < last; minute++) {
          const fields = fieldsAt(new Date(minute * 60_000), zone);
          assert.ok(!fits(fields) || isShownAgain(minute, zone), `${expression} misses ${fields.join(' ')}`);
        }
      }),
      { numRuns: 60 },
    );
  });
});

type Fields = readonly [minute: number, hour: number, day: number, month: number, weekday: number];

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const anyTime = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });

const someOf = (first: number, last: number, max: number) =>
  fc.uniqueArray(fc.integer({ min: first, max: last }), { minLength: 1, maxLength: max });

const anySchedule = fc
  .record({
    minutes: someOf(0, 59, 4),
    hours: someOf(0, 23, 4),
    days: fc.oneof(
      someOf(1, 28, 6).map((days) => ({
        text: [days.join(), '*', '?'],
        fits: (f: Fields) => days.includes(f[2]),
      })),
      someOf(1, 7, 4).map((days) => ({
        text: ['?', '*', days.join()],
        fits: (f: Fields) => days.includes(f[4]),
      })),
      fc.constant({ text: ['*', '*', '?'], fits: () => true }),
    ),
  })
  .map(({ minutes, hours, days }) => ({
    expression: `cron(${minutes.join()} ${hours.join()} ${days.text.join(' ')} *)`,
    fits: (fields: Fields) => minutes.includes(fields[0]) && hours.includes(fields[1]) && days.fits(fields),
  }));

function fieldsAt(time: Date, timeZone: string): Fields {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
    formats.set(timeZone, format);
  }
  const [, year, month, day, hour, minute] = /(\d+)-(\d+)-(\d+) (\d+):(\d+)/.exec(format.format(time)) ?? [];
  const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay() + 1;
  return [Number(minute), Number(hour), Number(day), Number(month), weekday];
}

/** Whether the clocks of a zone showed this minute before, in the last hours. */
function isShownAgain(minute: number, zone: string): boolean {
  const shown = fieldsAt(new Date(minute * 60_000), zone).join();
  for (const back of [30, 60, 120])
    if (fieldsAt(new Date((minute - back) * 60_000), zone).join() === shown) return true;
  return false;
}

const formats = new Map<string, Intl.DateTimeFormat>();
