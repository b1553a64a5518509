import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** The numbers of tests by their results. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The full title of each failed test, with the first line of its error. */
  readonly failures: readonly string[];
}

/** Reports like Mocha's `spec`, and writes the totals to the file that TEST_TOTALS names. */
export class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['TEST_TOTALS'];
    if (file === undefined) return;
    const failed: string[] = [];
    runner.on('fail', (test, error: Error) => {
      failed.push(`${test.fullTitle()}: ${error.message.split('\n', 1)[0]}`);
    });
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats ?? { passes: 0, failures: 0, pending: 0 };
      const totals: Totals = { passed: passes, failed: failures, skipped: pending, failures: failed };
      writeFileSync(file, JSON.stringify(totals));
    });
  }
}

/** The totals of a run; undefined if it did not end. */
export function readTotals(file: string): Totals | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Totals) : undefined;
}
