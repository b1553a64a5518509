import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PagePacker } from '../../../src/aws/pagePacker.js';
import { readJobPage } from '../../../src/aws/readResponse.js';
import { backupJobFields } from '../../../src/jobs/backupJob.js';
import { timeIn } from '../../../src/jobs/jobFacts.js';
import { PageUnpacker } from '../../../src/jobs/packed/packedJob.js';
import type { PackedPage } from '../../../src/jobs/packed/packedPage.js';
import { timeOf } from '../../../src/jobs/timeOf.js';
import { plain } from './plainPage.js';

/** Numbers in forms that `JSON.stringify` does not write: too long, like AWS timestamps, or unusual. */
const rawNumbers = [
  '12345678901234567890',
  '1.795566118961E9',
  '1.5E1',
  '15E9',
  '1.5E-3',
  '-0',
  '0.10',
  '1e5',
];
const rawNumber = (number: string) => `the number ${number}`;

/** Text that looks like JSON syntax, and names that break code which builds objects. */
const texts = fc.oneof(
  fc.constantFrom('},{', '}]', '{"BackupJobs":[', '\\"},{"', '__proto__', 'constructor', 'é},{', '\u{1F4BE}'),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('COMPLETED', 'nightly', 'arn:aws:backup:us-east-1:111122223333:backup-vault:prod'),
);
const values = fc.oneof(
  texts,
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }),
  fc.constantFrom(...rawNumbers.map(rawNumber)),
  fc.boolean(),
  fc.constant(null),
  fc.dictionary(texts, fc.oneof(texts, fc.integer(), fc.constant(null)), { maxKeys: 3 }),
  fc.array(fc.dictionary(texts, texts, { maxKeys: 2 }), { maxLength: 3 }),
);
const names = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...backupJobFields) },
  { weight: 1, arbitrary: texts },
);
const fields = fc.array(fc.tuple(names, values), { maxLength: 12 });

/** Jobs that share most of their fields with earlier jobs, exactly or nearly. */
const likeJobs = fc
  .tuple(
    fc.array(fields, { minLength: 1, maxLength: 3 }),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(1, 12, 123, true, 'tru', ''))),
        fc.nat(20),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([models, copies]) =>
    copies.map(([model, changes, omitted]) => {
      const copy = [...(models[model % models.length] ?? [])];
      for (const [place, value] of changes) {
        const [name] = copy[place % copy.length] ?? [];
        if (name !== undefined) copy[place % copy.length] = [name, value];
      }
      copy.splice(omitted, 1);
      return jobOf(copy);
    }),
  );
const bodies = fc
  .record({
    jobs: fc.oneof(fc.array(fields.map(jobOf), { maxLength: 6 }), likeJobs),
    token: fc.option(texts, { nil: undefined }),
    isTokenFirst: fc.boolean(),
    layouts: fc.array(fc.constantFrom(undefined, 1), { minLength: 1, maxLength: 3 }),
  })
  .map(({ isTokenFirst, jobs, layouts, token: NextToken }) => {
    const list = jobs.map((job, place) => JSON.stringify(job, undefined, layouts[place % layouts.length]));
    const members = [
      `"BackupJobs":[${list.join(layouts[0] === undefined ? ',' : ' , ')}]`,
      ...(NextToken === undefined ? [] : [`"NextToken":${JSON.stringify(NextToken)}`]),
    ];
    return `{${(isTokenFirst ? members.reverse() : members).join()}}`;
  })
  .map((text) => text.replaceAll(/"the number ([^"]+)"/g, '$1'))
  .map((text) => Buffer.from(text));
/** The text with some of its bytes changed. */
const damagedBodies = fc
  .tuple(
    bodies,
    fc.array(
      fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...' "\\,:{}[]e0.-\n\u0000\u0001é', '\0'.repeat(8))),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  )
  .map(([body, damages]) =>
    damages.reduce((damaged, [place, cut, inserted]) => {
      const at = place % damaged.length;
      return Buffer.concat([damaged.subarray(0, at), Buffer.from(inserted), damaged.subarray(at + cut)]);
    }, body),
  );

const timeFields = ['CompletionDate', 'CreationDate', 'InitiationDate', 'StartBy'] as const;

describe('A packed page', () => {
  it('law: is the same as the parsed page, or is refused', () => {
    let packed = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(bodies, damagedBodies), { maxLength: 4 }), (several) => {
        const packer = new PagePacker();
        const unpacker = new PageUnpacker();
        for (const body of several) {
          const page = packedOrNot(packer, body);
          if (page === undefined) continue;
          packed++;
          const unpacked = unpacker.unpack(structuredClone(page));
          assert.deepEqual(plain(unpacked), plain(readJobPage(body)));
          for (const job of unpacked.jobs)
            for (const field of timeFields) {
              const [time, ofDate] = [timeOf(job, field), timeIn(job[field])];
              assert.ok(time === ofDate || (Number.isNaN(time) && Number.isNaN(ofDate)), `${time} ${ofDate}`);
            }
        }
      }),
      { numRuns: 1000 },
    );
    assert.ok(packed > 1000, `${packed} pages are packed`);
  }).timeout(60_000);

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

function jobOf(members: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(members);
}
