import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { RowRequests } from '../../../src/tree/rowRequests.js';
import type { GroupRow, JobRow, Row } from '../../../src/tree/rows.js';

const vault = { kind: 'group', id: 'vault', parent: undefined } as GroupRow;
const failed = { kind: 'group', id: 'vault/failed', parent: vault } as GroupRow;
const other = { kind: 'group', id: 'other', parent: undefined } as GroupRow;
const job = { kind: 'job', id: 'job' } as JobRow;
const never = () => new Promise<Row[]>(() => {});

describe('The requests for rows', () => {
  it('share an answer that is still on its way, and ask again after it', async () => {
    const { requests } = watched();
    let made = 0;
    const make = async () => {
      await sleep(5);
      return [{ ...job, id: `job-${++made}` }];
    };
    const [first, second] = await Promise.all([
      requests.answer(vault, make, undefined),
      requests.answer({ ...vault }, make, undefined),
    ]);
    assert.equal(first, second);
    assert.deepEqual(await requests.answer(vault, make, undefined), [{ ...job, id: 'job-2' }]);
  });

  it('that a change makes pointless are ended with what is shown, and the change is told after them', async () => {
    const { requests, told } = watched();
    const below = requests.answer(failed, never, [job]);
    const beside = requests.answer(other, never, undefined);
    requests.change(vault);
    assert.deepEqual(await below, [job]);
    assert.deepEqual(told, [], 'the answer has to arrive first');
    await sleep(40);
    assert.deepEqual(told, [vault]);
    assert.equal(await Promise.race([beside, 'still waiting']), 'still waiting');
  });

  it('wait with a change while an answer may still be on its way to the window', async () => {
    const { requests, told } = watched();
    await requests.answer(vault, () => Promise.resolve([]), undefined);
    requests.change(vault);
    await sleep(5);
    assert.deepEqual(told, []);
    await sleep(40);
    assert.deepEqual(told, [vault]);
  });

  it('wait no longer where the clock is set back meanwhile', async () => {
    const { requests, told } = watched();
    const now = Date.now;
    try {
      await requests.answer(vault, () => Promise.resolve([]), undefined);
      Date.now = () => now() - 60 * 60_000;
      requests.change(vault);
      while (told.length === 0) await sleep(5);
      assert.deepEqual(told, [vault]);
    } finally {
      Date.now = now;
    }
  });

  it('tell of everything once, where everything has changed', async () => {
    const { requests, told } = watched();
    requests.change(vault);
    requests.change(undefined);
    requests.change(failed);
    await sleep(40);
    assert.deepEqual(told, [undefined]);
  });
});

function watched() {
  const told: (Row | undefined)[] = [];
  const requests = new RowRequests((row) => told.push(row), { arrivalMs: 20 });
  return { requests, told };
}
