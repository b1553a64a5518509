import type { Suite } from 'mocha';

/**
 * Keeps the tests with a full title that matches the pattern, and those before them in the same `describe`:
 * in UI tests, each test starts in the state in which the one before it has left the window.
 */
export function keepTests(suite: Suite, pattern: RegExp): void {
  const isNamed = suite.tests.map((test) => pattern.test(test.fullTitle()));
  suite.tests.splice(isNamed.lastIndexOf(true) + 1);
  for (const inner of suite.suites) keepTests(inner, pattern);
}
