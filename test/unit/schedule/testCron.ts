import type { Chance } from '../../../src/sample/random.js';

/** The fields of a local time. Weekdays count from Sunday, 1; `last` is the last day of the month. */
export interface LocalMinute {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly weekday: number;
  readonly last: number;
  /** Whether the minute is shown before, in the same night. */
  readonly isShownAgain: boolean;
}

/** A cron expression, and an independent check of whether it runs at a local minute. */
export interface TestCron {
  readonly expression: string;
  /** The only minute of an hour at which it runs. */
  readonly minute: number;
  readonly fits: (local: LocalMinute) => boolean;
}

/** An expression of any form that AWS Backup accepts: at most one run in each hour. */
export function anyCron(chance: Chance): TestCron {
  const minute = 5 * chance.whole(0, 11);
  const hours = anyHours(chance);
  const days = anyDays(chance);
  const text = `${minute} ${hours.text} ${days.text} *`;
  return {
    expression: chance.draw() < 0.9 ? `cron(${text})` : text,
    minute,
    fits: (local) => local.minute === minute && hours.fits(local.hour) && days.fits(local),
  };
}

function anyHours(chance: Chance): { text: string; fits: (hour: number) => boolean } {
  const first = chance.whole(0, 23);
  switch (chance.whole(0, 5)) {
    case 0:
      return { text: '*', fits: () => true };
    case 1: {
      const step = chance.pick([2, 3, 4, 6, 8, 12]);
      return { text: `0/${step}`, fits: (hour) => hour % step === 0 };
    }
    case 2: {
      const other = (first + 9) % 24;
      return { text: `${first},${other}`, fits: (hour) => hour === first || hour === other };
    }
    default:
      return { text: `${first}`, fits: (hour) => hour === first };
  }
}

function anyDays(chance: Chance): { text: string; fits: (local: LocalMinute) => boolean } {
  switch (chance.whole(0, 9)) {
    case 0: {
      const weekday = chance.whole(1, 7);
      const name = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'][weekday - 1] ?? '';
      return { text: `? * ${name}`, fits: (local) => local.weekday === weekday };
    }
    case 1:
      return { text: '? * MON-FRI', fits: ({ weekday }) => weekday >= 2 && weekday <= 6 };
    case 2: {
      const day = chance.whole(1, 28);
      return { text: `${day} * ?`, fits: (local) => local.day === day };
    }
    case 3:
      return { text: 'L * ?', fits: ({ day, last }) => day === last };
    case 4:
      return { text: '? * 2#1', fits: ({ day, weekday }) => weekday === 2 && day <= 7 };
    case 5:
      return { text: '? * 6L', fits: ({ day, last, weekday }) => weekday === 6 && day + 7 > last };
    case 6:
      return { text: '1/2 * ?', fits: ({ day }) => day % 2 === 1 };
    case 7:
      return { text: '* * ?', fits: () => true };
    default:
      return { text: '? * *', fits: () => true };
  }
}
