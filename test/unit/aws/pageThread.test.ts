import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BackupClient } from '@aws-sdk/client-backup';
import fc from 'fast-check';
import { BackupJobSource } from '../../../src/aws/backupJobSource.js';
import { parseJobPieces } from '../../../src/aws/jobPieces.js';
import { PageUnpacker } from '../../../src/aws/packedJob.js';
import { PagePacker } from '../../../src/aws/pagePacker.js';
import { PageReader } from '../../../src/aws/pageReader.js';
import { LostPageError, PageThread } from '../../../src/aws/pageThread.js';
import { parseJobPage, readJobPage } from '../../../src/aws/readAnswer.js';
import { SharedCredentials } from '../../../src/aws/sharedCredentials.js';
import { backupJobFields, fieldsOf } from '../../../src/jobs/backupJob.js';
import type { JobPage } from '../../../src/jobs/jobSource.js';
import { inEnglish } from '../../../src/jobs/translate.js';
import { scratchFolder } from '../../host/testEnvironment.js';
import { json, startStub } from './stubService.js';

/** In its place an integer is written that a number does not hold. */
const longInteger = 'an integer past 2^53';
const threadFile = path.resolve('dist/pageWorker.js');

/** What only looks like the seams of an answer, and what breaks whoever builds objects by their names. */
const texts = fc.oneof(
  fc.constantFrom('},{', '}]', '{"BackupJobs":[', '\\"},{"', '__proto__', 'constructor', 'é},{', '\u{1F4BE}'),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('COMPLETED', 'nightly', 'arn:aws:backup:us-east-1:111122223333:backup-vault:prod'),
);
const values = fc.oneof(
  texts,
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }),
  fc.constant(longInteger),
  fc.boolean(),
  fc.constant(null),
  fc.dictionary(texts, fc.oneof(texts, fc.integer(), fc.constant(null)), { maxKeys: 3 }),
  fc.array(fc.dictionary(texts, texts, { maxKeys: 2 }), { maxLength: 3 }),
);
const names = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...backupJobFields) },
  { weight: 1, arbitrary: texts },
);
const jobs = fc.array(fc.tuple(names, values), { maxLength: 12 }).map((fields) => Object.fromEntries(fields));
const bodies = fc
  .record({
    jobs: fc.array(jobs, { maxLength: 6 }),
    token: fc.option(texts, { nil: undefined }),
    isTokenFirst: fc.boolean(),
    indent: fc.constantFrom(undefined, 1),
  })
  .map(({ indent, isTokenFirst, jobs: BackupJobs, token: NextToken }) =>
    JSON.stringify(
      isTokenFirst ? { NextToken, BackupJobs } : { BackupJobs, NextToken },
      undefined,
      indent,
    ).replaceAll(`"${longInteger}"`, '12345678901234567890'),
  );

describe('A thread that reads pages', () => {
  it('law: cuts a body into its jobs, or not at all', () => {
    let cut = 0;
    fc.assert(
      fc.property(bodies, (body) => {
        const pieces = parseJobPieces(Buffer.from(body));
        if (pieces === undefined) return;
        cut++;
        assert.deepEqual(pieces, parseJobPage(body));
      }),
      { numRuns: 2000 },
    );
    assert.ok(cut > 20, `${cut} of 2000 are cut`);
  });

  it('cuts what AWS answers', () => {
    const body = '{"BackupJobs":[{"BackupJobId":"1","CreatedBy":{"BackupPlanId":"é"}},{}],"NextToken":"n"}';
    assert.deepEqual(parseJobPieces(Buffer.from(body)), {
      jobs: [{ BackupJobId: '1', CreatedBy: { BackupPlanId: 'é' } }, {}],
      nextToken: 'n',
    });
  });

  it('law: packs and unpacks a page as what it would be without', () => {
    fc.assert(
      fc.property(fc.array(bodies, { maxLength: 4 }), (several) => {
        const packer = new PagePacker();
        const unpacker = new PageUnpacker();
        for (const body of several) {
          const page = unpacker.unpack(structuredClone(packer.pack(parseJobPage(body))));
          assert.deepEqual(plain(page), plain(readJobPage(body)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every digit, and one text for what several jobs say', () => {
    const packer = new PagePacker();
    const unpacker = new PageUnpacker();
    const body = (id: string) =>
      `{"BackupJobs":[{"BackupJobId":"${id}","BackupSizeInBytes":9007199254740993,"CreatedBy":{"BackupPlanId":"plan"}}]}`;
    const [one, other] = ['1', '2'].flatMap(
      (id) => unpacker.unpack(structuredClone(packer.pack(parseJobPage(body(id))))).jobs,
    );
    assert.deepEqual(
      [one?.BackupSizeInBytes, one?.BackupJobId, other?.BackupJobId],
      [9007199254740993n, '1', '2'],
    );
    assert.equal(one?.CreatedBy, other?.CreatedBy);
  });

  it('reads where several answers are on their way, and gives back what is no page', async () => {
    const reader = new PageReader(threadFile);
    try {
      for (let answer = 0; answer < 3; answer++) reader.expect();
      const job = { BackupJobId: '1', State: 'COMPLETED', CreationDate: 1_764_000_000 };
      const body = JSON.stringify({ BackupJobs: Array.from({ length: 2000 }, () => job), NextToken: 'n' });
      const [long, short, broken, empty] = await Promise.allSettled(
        [body, '{"BackupJobs":[{}]}', '<html>', '{"BackupJobs":[]}'].map((one) =>
          reader.read(Buffer.from(one)),
        ),
      );
      assert.deepEqual(
        [long, short, empty].map((one) => one?.status === 'fulfilled' && plain(one.value)),
        [body, '{"BackupJobs":[{}]}', '{"BackupJobs":[]}'].map((one) => plain(readJobPage(one))),
      );
      assert.equal(broken?.status === 'rejected' && broken.reason.name, 'SyntaxError');
    } finally {
      reader.dispose();
    }
  });

  it('tells that a page is lost where the thread ends, and is done without from then on', async () => {
    const file = path.join(scratchFolder('thread'), 'broken.js');
    writeFileSync(file, 'throw new Error("broken")');
    const ended = new Promise<void>((resolve) => {
      const thread = new PageThread(file, resolve);
      void assert.rejects(thread.read(Buffer.from('{}')), LostPageError);
    });
    await ended;
    const reader = new PageReader(file);
    for (let answer = 0; answer < 3; answer++) reader.expect();
    await assert.rejects(reader.read(Buffer.from('{"BackupJobs":[]}')), LostPageError);
    reader.expect();
    assert.deepEqual(await reader.read(Buffer.from('{"BackupJobs":[]}')), { jobs: [] });
    reader.dispose();
  });

  it('has lost pages asked for again, so that a thread that fails costs nobody a page', async () => {
    const file = path.join(scratchFolder('thread'), 'fragile.js');
    writeFileSync(file, 'require("node:worker_threads").parentPort.on("message", () => process.exit(1));');
    const stub = await startStub();
    const pages = new PageReader(file);
    const keys = () => Promise.resolve({ accessKeyId: 'AKIDFAKE', secretAccessKey: 'fake' });
    const credentials = new SharedCredentials(keys);
    const source = new BackupJobSource({
      client: new BackupClient({
        region: 'us-east-1',
        endpoint: stub.url,
        credentials: credentials.provider,
      }),
      credentials,
      pages,
      timeouts: { connectMs: 5000, requestMs: 5000, totalMs: 20_000, credentialsMs: 5000 },
      context: { region: 'us-east-1', profile: '' },
      log: () => {},
      t: inEnglish,
    });
    try {
      stub.answerWith(json({ BackupJobs: [{ BackupJobId: '1' }] }));
      const { signal } = new AbortController();
      const read = await Promise.all([1, 2, 3].map(() => source.listBackupJobs({}, { signal })));
      assert.deepEqual(
        read,
        [1, 2, 3].map(() => ({ jobs: [{ BackupJobId: '1' }] })),
      );
      assert.ok(stub.requests.length > 3, `${stub.requests.length} requests`);
    } finally {
      source.dispose();
      pages.dispose();
      await stub.close();
    }
  });

  it('uses memory again that comes back, and never while it is away', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3_000_000), fc.boolean()), { maxLength: 40 }), (uses) => {
        const { memory } = new PageReader(threadFile);
        const away: Buffer[] = [];
        for (const [bytes, comesBack] of uses) {
          const taken = memory.take(bytes);
          assert.equal(taken.byteLength, bytes);
          assert.ok(!away.some(({ buffer }) => buffer === taken.buffer), 'it is nobody else’s');
          if (comesBack) memory.giveBack(taken);
          else away.push(taken);
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** With all fields as their own, to be compared. */
function plain({ jobs: read, nextToken }: JobPage): object {
  return { jobs: read.map((job) => Object.entries(fieldsOf(job)).sort(byName)), nextToken };
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
