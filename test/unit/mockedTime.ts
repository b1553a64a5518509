import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';

/** Makes timers and durations depend only on the test, until `restore`. */
export function mockedTime() {
  let now = performance.now();
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => now);
  return {
    /** Lets milliseconds pass, and runs what they trigger. */
    pass: async (milliseconds: number) => {
      // What was begun before may still have to set its timer.
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
