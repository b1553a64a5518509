import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DigestBuilder, digestedJobs } from '../../../../src/documents/report/jobsDigest.js';
import { reportText } from '../../../../src/documents/report/reportText.js';
import { Slices } from '../../../../src/jobs/slices.js';
import { sortInSlices } from '../../../../src/jobs/sortInSlices.js';
import { daily } from '../../schedule/dailyJobs.js';
import { contentOf } from './reportOf.js';

describe('A long report', () => {
  it('yields to the event loop after a few jobs, in each of its steps', async () => {
    const jobs = Array.from({ length: 100 }, (_, place) =>
      daily({ resource: `table-${place}`, rule: 'daily' }),
    ).flat();
    const content = await contentOf({ 'eu-west-1': jobs }, new Date('2026-11-29T20:00:00Z'));
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    // A slice that is over at once ends at the next check.
    const slices = new Slices({ pause, sliceMs: 0 });
    const digest = new DigestBuilder();
    const seen: number[] = [];
    const count = () => {
      seen.push(pauses);
      pauses = 0;
    };
    let pieces = 0;
    for await (const _ of digestedJobs(content.regions, digest, slices)) pieces++;
    count();
    const whole = { ...content, digest: { ...digest.result(), file: undefined } };
    let longest = 0;
    for await (const piece of reportText(whole, 'html', 'en', slices))
      longest = Math.max(longest, piece.length);
    count();
    const [ofDigest = 0, ofText = 0] = seen;
    assert.equal(ofDigest, pieces);
    // The jobs are counted, and listed again at the end. Each resource is a step of its own.
    assert.ok(ofText >= Math.floor((2 * jobs.length) / 32) + 100, `${ofText} pauses`);
    assert.ok(longest < 100_000, `a piece of ${longest} characters`);
  });

  it('sorts as the language does, whatever the items are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat())), async (items) => {
        const compare = ([one]: readonly [number, number], [other]: readonly [number, number]) => one - other;
        assert.deepEqual(await sortInSlices(items, compare, new Slices()), items.toSorted(compare));
      }),
    );
  });
});
