import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import fc from 'fast-check';
import { readBody } from '../../../src/aws/responseBody.js';
import { Semaphore } from '../../../src/aws/semaphore.js';

const limits = { idleMs: 10_000, maxBytes: 10_000_000 };

describe('The body of a response', () => {
  it('law: consists of all bytes, however they are split into chunks', async () => {
    const pieces = fc.array(fc.tuple(fc.nat(255), fc.nat(300_000)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pieces, async (sizes) => {
        const chunks = sizes
          .map(([byte, size]) => Buffer.alloc(size, byte))
          .filter(({ length }) => length > 0);
        const read = await readBody(Readable.from(chunks), limits);
        assert.ok(read.equals(Buffer.concat(chunks)));
      }),
      { numRuns: 100 },
    );
  });

  it('waits for the semaphore, and one that breaks off meanwhile rejects and does not block others', async () => {
    const semaphore = new Semaphore(1);
    const open = () => new Readable({ read() {} });
    const [first, second, third] = [open(), open(), open()];
    const reads = [first, second, third].map((body) =>
      readBody(body, { ...limits, semaphore }).then(String, (error: Error) => error.message),
    );
    second.destroy(new Error('broken off'));
    third.push('third');
    third.push(null);
    await yieldToEventLoop();
    assert.ok(third.readableFlowing === null, 'it must wait');
    first.push('first');
    first.push(null);
    assert.deepEqual(await Promise.all(reads), ['first', 'broken off', 'third']);
  });

  it('releases the semaphore if it is slow', async () => {
    const semaphore = new Semaphore(1);
    const stalled = readBody(new Readable({ read() {} }), { ...limits, idleMs: 1000, semaphore });
    const other = readBody(Readable.from([Buffer.from('other')]), { ...limits, semaphore });
    const first = Promise.race([stalled.then(() => 'stalled'), other.then(String)]);
    assert.equal(await first, 'other');
    await assert.rejects(stalled, { name: 'TimeoutError' });
  });

  it('rejects if it stalls and is not a Node stream', async () => {
    const never = async function* () {
      yield Buffer.from('start');
      await new Promise(() => {});
    };
    await assert.rejects(readBody(never(), { ...limits, idleMs: 50 }), { name: 'TimeoutError' });
  });
});
