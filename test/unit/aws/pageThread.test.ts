import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BackupClient } from '@aws-sdk/client-backup';
import { BackupJobSource } from '../../../src/aws/backupJobSource.js';
import { PageReader } from '../../../src/aws/pageReader.js';
import { LostPageError, PageThread } from '../../../src/aws/pageThread.js';
import { readJobPage } from '../../../src/aws/readResponse.js';
import { SharedCredentials } from '../../../src/aws/sharedCredentials.js';
import { scratchFolder } from '../../host/testEnvironment.js';
import { mockedTime } from '../mockedTime.js';
import { plain } from './plainPage.js';
import { json, startStub } from './stubService.js';

const threadFile = path.resolve('dist/pageWorker.js');

/** The file of a thread that answers every body with one job, whose ID is `thread`. */
const markedThread = (name: string) => {
  const file = path.join(scratchFolder('thread'), name);
  const answer = 'Buffer.from(`{"BackupJobs":[{"BackupJobId":"thread"}]}`)';
  writeFileSync(
    file,
    `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => parentPort.postMessage(new Uint8Array(${answer})));`,
  );
  return file;
};

/** Where a page is read: `thread`, or `here` if the reader itself reads it. */
async function placeOf(reader: PageReader): Promise<string | undefined> {
  const { jobs } = await reader.read(Buffer.from('{"BackupJobs":[{"BackupJobId":"here"}]}'));
  return jobs[0]?.BackupJobId;
}

describe('A thread that reads pages', () => {
  it('reads while several responses are expected, and returns a body that is not a page', async () => {
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
        [body, '{"BackupJobs":[{}]}', '{"BackupJobs":[]}'].map((one) => plain(readJobPage(Buffer.from(one)))),
      );
      assert.equal(broken?.status === 'rejected' && broken.reason.name, 'SyntaxError');
    } finally {
      reader.dispose();
    }
  });

  it('matches each page to its request, also for pages that the packer refuses', async () => {
    const reader = new PageReader(threadFile);
    try {
      for (let answer = 0; answer < 3; answer++) reader.expect();
      const twice = '{"BackupJobs":[{"BackupJobId":"0"}],"BackupJobs":[{"BackupJobId":"2"}]}';
      const digits = `{"BackupJobs":[{"BackupJobId":"3","StatusMessage":"${'1'.repeat(1_000_000)}"}]}`;
      const creator =
        '{"BackupJobs":[{"BackupJobId":"4","CreatedBy":{"New":{"toString":1}}},{"BackupJobId":"5"}]}';
      const bodies = ['{"BackupJobs":[{"BackupJobId":"1"}]}', twice, digits, creator];
      const read = await Promise.all(bodies.map((body) => reader.read(Buffer.from(body))));
      assert.deepEqual(
        read.map(({ jobs }) => jobs.map(({ BackupJobId }) => BackupJobId).join()),
        ['1', '2', '3', '4,5'],
      );
    } finally {
      reader.dispose();
    }
  });

  it('reports a page as lost if it cannot be transferred', async () => {
    const file = path.join(scratchFolder('thread'), 'deep.js');
    const answer = 'let page = []; for (let depth = 0; depth < 8000; depth++) page = [page];';
    writeFileSync(
      file,
      `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => { ${answer} parentPort.postMessage({ page }); });`,
    );
    const thread = new PageThread(file, () => {});
    await assert.rejects(thread.read(Buffer.from('{}')), LostPageError);
  });

  it('reports a page as lost if the thread ends, and is not started again', async () => {
    const file = path.join(scratchFolder('thread'), 'broken.js');
    writeFileSync(file, 'throw new Error("broken")');
    let lost = Promise.resolve();
    const ended = new Promise<void>((resolve) => {
      const thread = new PageThread(file, resolve);
      lost = assert.rejects(thread.read(Buffer.from('{}')), LostPageError);
    });
    await Promise.all([ended, lost]);
    const reader = new PageReader(file);
    for (let answer = 0; answer < 3; answer++) reader.expect();
    await assert.rejects(reader.read(Buffer.from('{"BackupJobs":[]}')), LostPageError);
    reader.expect();
    assert.deepEqual(await reader.read(Buffer.from('{"BackupJobs":[]}')), { jobs: [] });
    reader.dispose();
  });

  it('does not start after its connection is closed, even if responses are expected', async () => {
    const reader = new PageReader(markedThread('disposed.js'));
    const arrivals = [1, 2, 3].map(() => reader.expect());
    assert.equal(await placeOf(reader), 'thread');
    const reading = placeOf(reader);
    reader.dispose();
    await assert.rejects(reading, LostPageError);
    for (let answer = 0; answer < 3; answer++) arrivals.push(reader.expect());
    assert.equal(await placeOf(reader), 'here');
    for (const arrived of arrivals) arrived();
  });

  it('starts when three responses are expected, and ends ten seconds after the last', async () => {
    const reader = new PageReader(markedThread('idle.js'));
    const time = mockedTime();
    try {
      const arrivals = [reader.expect(), reader.expect()];
      const places = [await placeOf(reader)];
      const readAfter = async (milliseconds: number) => {
        await time.pass(milliseconds);
        places.push(await placeOf(reader));
      };
      arrivals.push(reader.expect());
      await readAfter(0);
      for (const arrived of arrivals.slice(1)) arrived();
      await readAfter(60_000);
      arrivals[0]?.();
      await readAfter(9_999);
      const another = reader.expect();
      await readAfter(60_000);
      another();
      await readAfter(9_999);
      await readAfter(1);
      assert.deepEqual(places, ['here', 'thread', 'thread', 'thread', 'thread', 'thread', 'here']);
    } finally {
      time.restore();
      reader.dispose();
    }
  });

  it('rejects new bodies as lost after it has ended', async () => {
    const thread = new PageThread(markedThread('ended.js'), () => {});
    const waiting = assert.rejects(thread.read(Buffer.from('{}')), LostPageError);
    await thread.end();
    await waiting;
    await assert.rejects(thread.read(Buffer.from('{}')), LostPageError);
  });

  it('reports a malformed page as a failure, never as the last page', async () => {
    const reader = new PageReader(threadFile);
    try {
      for (let answer = 0; answer < 3; answer++) reader.expect();
      const job = '{"BackupJobId":"1"}';
      const bodies = [
        '{}',
        '{"BackupJobs":null}',
        `{"BackupJobs":[${job}],"NextToken":{}}`,
        `{"BackupJobs":[${job}],"NextToken":7}`,
        '{"BackupJobs":null,"NextToken":"n"}',
      ];
      const read = await Promise.allSettled(bodies.map((body) => reader.read(Buffer.from(body))));
      assert.deepEqual(
        read.map((one) => (one.status === 'fulfilled' ? plain(one.value) : one.reason.name)),
        [...Array.from({ length: 4 }, () => 'UnreadableResponseError'), { jobs: [], nextToken: 'n' }],
      );
    } finally {
      reader.dispose();
    }
  });

  it('causes a new request for each page that it loses', async () => {
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
    });
    try {
      stub.answerWith(json({ BackupJobs: [{ BackupJobId: '1' }] }));
      const { signal } = new AbortController();
      const read = await Promise.all([1, 2, 3].map(() => source.listBackupJobs({}, { signal })));
      assert.deepEqual(
        read.map(plain),
        [1, 2, 3].map(() => plain({ jobs: [{ BackupJobId: '1' }] })),
      );
      assert.ok(stub.requests.length > 3, `${stub.requests.length} requests`);
    } finally {
      source.dispose();
      pages.dispose();
      await stub.close();
    }
  });
});
