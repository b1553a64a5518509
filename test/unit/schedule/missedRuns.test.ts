import fc from 'fast-check';
import { historyOf } from './histories.js';
import { anyCase, type MissedRunLaw, missedRunLaws } from './missedRunLaws.js';

describe('Runs that made no job', () => {
  /** The error of the first history for which a law is not true. */
  const errors = new Map<MissedRunLaw, unknown>();

  before('all laws judge the same histories', async function () {
    this.timeout(process.env['HISTORIES'] === undefined ? 120_000 : 0);
    await fc.assert(
      fc.asyncProperty(anyCase, async (one) => {
        const history = historyOf(one.seed);
        for (const law of missedRunLaws)
          await law.judge(history, one).catch((error: Error) => {
            if (errors.has(law)) return;
            errors.set(law, new Error(`${JSON.stringify(one)}: ${error.message}`, { cause: error }));
          });
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 1000) },
    );
  });

  for (const law of missedRunLaws)
    it(`law: ${law.title}`, () => {
      if (errors.has(law)) throw errors.get(law);
    });
});
