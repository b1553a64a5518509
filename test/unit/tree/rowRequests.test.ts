import assert from 'node:assert/strict';
import { RowRequests } from '../../../src/tree/rowRequests.js';
import type { GroupRow, JobRow, Row } from '../../../src/tree/rows.js';
import { mockedTime } from '../mockedTime.js';

const vault = { kind: 'group', id: 'vault', parent: undefined } as GroupRow;
const failed = { kind: 'group', id: 'vault/failed', parent: vault } as GroupRow;
const other = { kind: 'group', id: 'other', parent: undefined } as GroupRow;
const job = { kind: 'job', id: 'job' } as JobRow;
const never = () => new Promise<Row[]>(() => {});

describe('The requests for rows', () => {
  let time: ReturnType<typeof mockedTime>;
  beforeEach(() => {
    time = mockedTime();
  });
  afterEach(() => time.restore());

  it('share a pending answer, and are repeated after it', async () => {
    const { requests } = watched();
    const answers: ((rows: Row[]) => void)[] = [];
    const make = () => new Promise<Row[]>((resolve) => answers.push(resolve));
    const shared = Promise.all([
      requests.answer(vault, make, undefined),
      requests.answer({ ...vault }, make, undefined),
    ]);
    assert.equal(answers.length, 1);
    answers[0]?.([job]);
    const [first, second] = await shared;
    assert.equal(first, second);
    const again = requests.answer(vault, make, undefined);
    answers[1]?.([{ ...job, id: 'job-2' }]);
    assert.deepEqual(await again, [{ ...job, id: 'job-2' }]);
  });

  it('are answered before a change of the same row is fired, so that their rows are shown at once', async () => {
    const { requests, fired } = watched();
    let answer = (_: Row[]) => {};
    const below = requests.answer(vault, () => new Promise((resolve) => (answer = resolve)), [job]);
    requests.change({ ...vault });
    await time.pass(200);
    answer([failed]);
    assert.deepEqual(await below, [failed]);
    await time.pass(19);
    assert.deepEqual(fired, [], 'the answer has to arrive first');
    await time.pass(11);
    assert.deepEqual(fired, [vault]);
  });

  it('below a change end with the rows that are shown if they take long, and the change is fired after them', async () => {
    const { requests, fired } = watched();
    const below = requests.answer(failed, never, [job]);
    const beside = requests.answer(other, never, undefined);
    requests.change({ ...vault });
    await time.pass(500);
    assert.deepEqual(await below, [job]);
    assert.deepEqual(fired, [], 'the answer has to arrive first');
    await time.pass(20);
    assert.deepEqual(fired, [vault]);
    assert.equal(await Promise.race([beside, 'still waiting']), 'still waiting');
  });

  it('all end when everything changes, and no change is fired after disposal', async () => {
    const { requests, fired } = watched();
    const answers = [requests.answer(failed, never, [job]), requests.answer(undefined, never, undefined)];
    requests.change(undefined);
    assert.deepEqual(await Promise.all(answers), [[job], []]);
    requests.dispose();
    await time.pass(1000);
    assert.deepEqual(fired, []);
  });

  it('end without rows when the tree is emptied for another connection', async () => {
    const { requests, fired } = watched();
    const answers = [requests.answer(undefined, never, [vault]), requests.answer(vault, never, [job])];
    requests.empty();
    assert.deepEqual(await Promise.all(answers), [[], []]);
    await time.pass(20);
    assert.deepEqual(fired, [undefined]);
  });

  it('delay a change while an answer may still be on its way to the window', async () => {
    const { requests, fired } = watched();
    await requests.answer(vault, () => Promise.resolve([]), undefined);
    await time.pass(5);
    requests.change(vault);
    await time.pass(14);
    assert.deepEqual(fired, []);
    await time.pass(1);
    assert.deepEqual(fired, [vault]);
  });

  it('delay a change for the same time if the system clock is set back', async () => {
    const { requests, fired } = watched();
    await requests.answer(vault, () => Promise.resolve([]), undefined);
    const { now } = Date;
    Date.now = () => now() - 3_600_000;
    try {
      requests.change(vault);
      await time.pass(20);
    } finally {
      Date.now = now;
    }
    assert.deepEqual(fired, [vault]);
  });

  it('fire one change if everything has changed', async () => {
    const { requests, fired } = watched();
    requests.change(vault);
    requests.change(undefined);
    requests.change(failed);
    await time.pass(0);
    assert.deepEqual(fired, [undefined]);
    requests.change(failed);
    await time.pass(0);
    assert.deepEqual(fired, [undefined, failed]);
    await time.pass(1000);
    assert.equal(fired.length, 2);
  });
});

function watched() {
  const fired: (Row | undefined)[] = [];
  const requests = new RowRequests((row) => fired.push(row), { arrivalMs: 20, graceMs: 500 });
  return { requests, fired };
}
