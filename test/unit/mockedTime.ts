import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';

/** Makes timers and durations depend only on the test, until `restore`. */
export function mockedTime() {
  let now = performance.now();
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => now);
  return {
    /** Advances the time by milliseconds, and runs the timers that expire. */
    pass: async (milliseconds: number) => {
      // Pending promises may still have to set their timers.
      await turn();
      now += milliseconds;
      mock.timers.tick(milliseconds);
      await turn();
    },
    restore: () => {
      mock.timers.reset();
      mock.restoreAll();
    },
  };
}
