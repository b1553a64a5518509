import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';

/** Lets timers and spans pass only as the test says, until `restore`. */
export function mockedTime() {
  let now = performance.now();
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => now);
  return {
    /** So many milliseconds pass, and what they bring about is done. */
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
