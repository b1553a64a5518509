import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PagePacker } from '../../../src/aws/pagePacker.js';
import { readJobPage } from '../../../src/aws/readResponse.js';
import { fieldsOf } from '../../../src/jobs/backupJob.js';
import { noFields, readFields } from '../../../src/jobs/countedFields.js';
import { timeIn } from '../../../src/jobs/jobFacts.js';
import { PageUnpacker } from '../../../src/jobs/packed/packedJob.js';
import { packedJobsOf } from '../../../src/jobs/packed/packedJobsOf.js';
import type { PackedPage } from '../../../src/jobs/packed/packedPage.js';
import { timeOf } from '../../../src/jobs/timeOf.js';
import { plain } from './plainPage.js';
import { damaged, jobLists, texts, written } from './writtenJobs.js';

const bodies = fc
  .record({
    jobs: jobLists,
    token: fc.option(texts, { nil: undefined }),
    isTokenFirst: fc.boolean(),
    layouts: fc.array(fc.constantFrom(undefined, 1), { minLength: 1, maxLength: 3 }),
  })
  .map(({ isTokenFirst, jobs, layouts, token: NextToken }) => {
    const list = jobs.map((job, place) => written(job, layouts[place % layouts.length]));
    const members = [
      `"BackupJobs":[${list.join(layouts[0] === undefined ? ',' : ' , ')}]`,
      ...(NextToken === undefined ? [] : [`"NextToken":${written(NextToken)}`]),
    ];
    return `{${(isTokenFirst ? members.reverse() : members).join()}}`;
  })
  .map((text) => Buffer.from(text));
const damagedBodies = damaged(bodies);

const timeFields = ['CompletionDate', 'CreationDate', 'InitiationDate', 'StartBy'] as const;

describe('A packed page', () => {
  it('law: is the same as the parsed page, or is refused', () => {
    let packed = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(bodies, damagedBodies), { maxLength: 4 }), (several) => {
        const packer = new PagePacker();
        const unpacker = new PageUnpacker();
        const fields = noFields();
        for (const body of several) {
          const page = packedOrNot(packer, body);
          if (page === undefined) continue;
          packed++;
          const unpacked = unpacker.unpack(structuredClone(page));
          assert.deepEqual(plain(unpacked), plain(readJobPage(body)));
          for (const job of unpacked.jobs) {
            for (const field of timeFields) {
              const [time, ofDate] = [timeOf(job, field), timeIn(job[field])];
              assert.ok(time === ofDate || (Number.isNaN(time) && Number.isNaN(ofDate)), `${time} ${ofDate}`);
            }
            // At once, into an object that had those of another job; and one by one.
            readFields(job, fields);
            const single = noFields();
            readFields(fieldsOf(job), single);
            assert.deepEqual(fields, single);
          }
        }
      }),
      { numRuns: 1000 },
    );
    assert.ok(packed > 1000, `${packed} pages are packed`);
  }).timeout(60_000);

  it('law: is the same for a thread that knows no earlier page', () => {
    fc.assert(
      fc.property(fc.array(bodies, { minLength: 1, maxLength: 4 }), (several) => {
        const packer = new PagePacker();
        const unpacker = new PageUnpacker();
        const pages = several.map((body) => unpacker.unpack(packer.pack(body)));
        // The last one first, and each twice: a thread may have ended meanwhile.
        for (const page of [...pages, ...pages].reverse()) {
          const packed = packedJobsOf(page.jobs);
          assert.ok(packed !== undefined);
          assert.deepEqual(plain(new PageUnpacker().unpack(structuredClone(packed))), plain(page));
          const own = new Set(page.jobs.flatMap((job) => Object.values(fieldsOf(job))));
          assert.ok(
            packed.values.every((value) => own.has(value)),
            'a value of another page is sent',
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('law: is possible for every list of jobs, in any layout of the JSON', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        assert.doesNotThrow(() => new PagePacker().pack(body));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every digit, and stores a shared string once', () => {
    const packer = new PagePacker();
    const unpacker = new PageUnpacker();
    const body = (id: string) =>
      `{"BackupJobs":[{"BackupJobId":"${id}","BackupSizeInBytes":9007199254740993,"CreatedBy":{"BackupPlanId":"plan"}}]}`;
    const [one, other] = ['1', '2'].flatMap(
      (id) => unpacker.unpack(structuredClone(packer.pack(Buffer.from(body(id))))).jobs,
    );
    assert.deepEqual(
      [one?.BackupSizeInBytes, one?.BackupJobId, other?.BackupJobId],
      [9007199254740993n, '1', '2'],
    );
    assert.equal(one?.CreatedBy, other?.CreatedBy);
    const { BackupSizeInBytes: _, ...written } = JSON.parse(
      JSON.stringify(one, (_name, value) => (typeof value === 'bigint' ? String(value) : value)),
    );
    assert.deepEqual(written, { BackupJobId: '1', CreatedBy: { BackupPlanId: 'plan' } });
  });

  it('stores AWS timestamps and nulls in its table', () => {
    const times = ['CreationDate', 'CompletionDate', 'StartBy'].map((name) => `"${name}":1.795566118961E9`);
    const nulls = ['RecoveryPointArn', 'BytesTransferred', 'InitiationDate'].map((name) => `"${name}":null`);
    const body = Buffer.from(`{"BackupJobs":[{${[...times, ...nulls].join()}}],"NextToken":null}`);
    const page = new PagePacker().pack(body);
    assert.equal(page.odd.size, 0);
    assert.deepEqual(plain(new PageUnpacker().unpack(page)), plain(readJobPage(body)));
  });

  it('forgets its known values when there are too many, and the unpacker forgets them, too', () => {
    const packer = new PagePacker();
    const unpacker = new PageUnpacker();
    for (const page of [1, 2, 3, 4, 5, 6, 7]) {
      const messages = Array.from({ length: 10_000 }, (_, job) => `message ${job} of page ${page}`);
      const body = JSON.stringify({
        BackupJobs: messages.map((StatusMessage) => ({ StatusMessage, State: 'FAILED' })),
      });
      const { jobs } = unpacker.unpack(packer.pack(Buffer.from(body)));
      assert.deepEqual(
        jobs.map(({ State, StatusMessage }) => `${State} ${StatusMessage}`),
        messages.map((message) => `FAILED ${message}`),
      );
    }
  });
});

function packedOrNot(packer: PagePacker, body: Buffer): PackedPage | undefined {
  try {
    return packer.pack(body);
  } catch {
    return undefined;
  }
}
