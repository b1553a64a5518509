import assert from 'node:assert/strict';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { LoadAllOptions, LoadAllOutcome } from '../../../src/jobs/sweep/loadAll.js';
import { LoadAlls } from '../../../src/tree/loadAlls.js';
import type { Branch } from '../../../src/tree/rows.js';

describe('Load All of a branch', () => {
  for (const [what, afterMs, isStopped] of [
    ['ignores the second click of the double click that started it', 450, false],
    ['ends at a separate click', 501, true],
  ] as const) {
    it(what, () => {
      let now = 10_000;
      const loadAlls = new LoadAlls(() => {}, { now: () => now, elapsed: () => now });
      const { branch, signals } = endlessBranch();
      void loadAlls.run(branch);
      now += afterMs;
      loadAlls.stop(branch);
      assert.deepEqual(
        signals.map(({ aborted }) => aborted),
        [isStopped],
      );
    });
  }

  it('is shown as ended, even if it was stopped and nothing else has changed', async () => {
    const shown: boolean[] = [];
    const loadAlls: LoadAlls = new LoadAlls((branch) => {
      shown.push(loadAlls.progressOf(branch) !== undefined);
    });
    const pool = { loadAll: async (): Promise<LoadAllOutcome> => ({ name: 'stopped' }) };
    const { branch } = endlessBranch();
    await loadAlls.run({ ...branch, session: { pool } } as unknown as Branch);
    assert.deepEqual(shown, [true, false]);
  });

  it('ends together with all others if no branch is named', () => {
    const loadAlls = new LoadAlls(() => {});
    const { branch, signals } = endlessBranch();
    void loadAlls.run(branch);
    loadAlls.stop();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  });
});

/** A branch whose Load All never ends, and the signals of its reads. */
function endlessBranch() {
  const signals: AbortSignal[] = [];
  const pool = {
    loadAll: (_: unknown, { signal }: LoadAllOptions) => {
      signals.push(signal);
      return new Promise<LoadAllOutcome>(() => {});
    },
  };
  const list = { selection: selectionOf({}), searched: 0 };
  return { branch: { id: 'root', list, session: { pool } } as unknown as Branch, signals };
}
