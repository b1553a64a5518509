import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PagePacker } from '../../../src/aws/pagePacker.js';
import { readJobPage } from '../../../src/aws/readResponse.js';
import { checkResponse, responseLimits } from '../../../src/aws/responseLimits.js';
import { jobJson, jobsJson } from '../../../src/documents/jobJson.js';
import { backupJobFields, type DescribedBackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { failureIn, open } from './asking.js';
import { inStubbedHome } from './stubbedHome.js';
import { answer, json } from './stubService.js';

const { signal } = new AbortController();
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
/** A response with this many values: the response itself, its list, and the items of the list. */
const valued = (values: number) => `{"BackupJobs":[${Array.from({ length: values - 2 }, () => '7').join()}]}`;
/** A response with a nested field, so that the whole response has this depth. */
const deep = (depth: number) => `{"BackupJobs":[{"BackupJobId":"1","New":${nested(depth - 3)}}]}`;
const isTooLarge = (body: string) => {
  try {
    checkResponse(Buffer.from(body));
    return false;
  } catch (error) {
    assert.equal(Object(error).name, 'ResponseTooLargeError');
    return true;
  }
};

describe('The limits of a response', () => {
  it('law: apply to the values and the depth of any JSON, and not to the contents of strings', () => {
    const hostileText = fc.string({
      unit: fc.constantFrom('"', '\\', '[', '{', ',', ']', '}', 'é', '☃', 'a'),
    });
    const values = fc.jsonValue({ stringUnit: 'binary' });
    fc.assert(
      fc.property(
        fc.oneof(values, fc.array(hostileText), fc.dictionary(hostileText, hostileText)),
        (value) => {
          const body = Buffer.from(JSON.stringify(value));
          const { depth, values: count } = measured(value);
          assert.doesNotThrow(() => checkResponse(body, { ...responseLimits, depth, values: count }));
          if (depth > 0)
            assert.throws(() => checkResponse(body, { ...responseLimits, depth: depth - 1 }), /nested/);
          assert.throws(() => checkResponse(body, { ...responseLimits, values: count - 1 }), /values/);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('accept bytes that are not JSON without any other error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void checkResponse(bytes)));
    for (const body of ['', '"', '"\\', '"abcdefg', '{"a":"\\', '<html lang="en">[[', ']]]}', '"\\"'])
      assert.equal(isTooLarge(body), false, body);
  });

  it('allow the exact limit, but not one more', () => {
    const { depth, values } = responseLimits;
    assert.deepEqual([valued(values), valued(values + 1), deep(depth), deep(depth + 1)].map(isTooLarge), [
      false,
      true,
      false,
      true,
    ]);
  });

  it('are at least five times what a page of a thousand jobs can contain', () => {
    // AWS documents no limit for some strings, such as messages: they get the maximum length of an ARN. The
    // name of a vault, and therefore its ARN, is short.
    const longest = 'x'.repeat(2048);
    const filled = Object.fromEntries(backupJobFields.map((name) => [name, '1764000000.123']));
    const texts = ['EncryptionKeyArn', 'IamRoleArn', 'RecoveryPointArn', 'ResourceArn'];
    const job = {
      ...filled,
      ...Object.fromEntries([...texts, 'StatusMessage'].map((name) => [name, longest])),
      BackupOptions: Object.fromEntries(
        Array.from({ length: 8 }, (_, place) => [`option ${place}`, 'enabled']),
      ),
      CreatedBy: Object.fromEntries(
        Array.from({ length: 8 }, (_, place) => [`BackupPlan${place}`, 'x'.repeat(100)]),
      ),
      RecoveryPointLifecycle: { a: 1, b: 'DELETE_AFTER_COPY', c: 1, d: true },
    };
    const page = { BackupJobs: Array.from({ length: 1000 }, () => job), NextToken: longest };
    const { depth, values } = measured(page);
    const bytes = JSON.stringify(page).length;
    assert.ok(responseLimits.values >= 5 * values, `${values} values`);
    assert.ok(responseLimits.bytes >= 5 * bytes, `${bytes} bytes`);
    assert.ok(responseLimits.depth >= 5 * depth, `${depth} levels`);
  });

  it('apply before parsing, to pages that are parsed and to pages that are packed', () => {
    const flood = Buffer.from(`{"BackupJobs":[${'{},'.repeat(responseLimits.values)}{}]}`);
    const oneJob = Buffer.from(`{"BackupJobs":[{"New":[${'{},'.repeat(responseLimits.values)}{}]}]}`);
    for (const body of [flood, oneJob, Buffer.from(deep(responseLimits.depth + 1))]) {
      assert.throws(() => readJobPage(body), { name: 'ResponseTooLargeError' });
      assert.throws(() => new PagePacker().pack(body), {
        name: /^(ResponseTooLarge|UnreadableResponse|Range)Error$/,
      });
    }
  });

  it('keep jobs shallow enough for JSON documents and exports', () => {
    const job = JSON.parse(deep(responseLimits.depth)).BackupJobs[0] as DescribedBackupJob;
    assert.deepEqual(JSON.parse(jobJson(job)), job);
    const list = JSON.parse(jobsJson([job], { isComplete: true }));
    assert.deepEqual(list.BackupJobs, [job]);
  });
});

describe('A response beyond the limits', () => {
  const here = inStubbedHome();
  const beyond = { kind: 'unreadableAnswer', remedy: 'retry', summary: 'The answer is too large' };
  const reportedFacts = ({ kind, remedy, summary }: { kind: string; remedy: string; summary: string }) => ({
    kind,
    remedy,
    summary,
  });

  it('is a failure that says so, for each operation and for error responses', async () => {
    const { source } = await open();
    const tooMany = valued(responseLimits.values + 1);
    for (const body of [tooMany, deep(responseLimits.depth + 1)]) {
      here.stub.answerWith(json(body));
      for (const reading of [
        source.listBackupJobs({}, { signal }),
        source.describeBackupJob('job', signal),
        source.listBackupVaultNames(signal),
      ]) {
        const failure = await failureIn(reading);
        assert.deepEqual(reportedFacts(failure), beyond);
        assert.match(failure.detail, /64 MB, 300000 values or 64 levels \(HTTP 200\)/);
      }
    }
    here.stub.answerWith(json(tooMany, 400));
    assert.deepEqual(reportedFacts(await failureIn(source.listBackupJobs({}, { signal }))), beyond);
    here.stub.answerWith(answer(400, {}, 'x'.repeat(responseLimits.shortBytes + 1)));
    assert.deepEqual(reportedFacts(await failureIn(source.listBackupJobs({}, { signal }))), beyond);
    source.dispose();
  });

  it('keeps the rows of earlier pages, and can be requested again', async () => {
    const { source } = await open();
    const page = (id: string, token?: string) =>
      json({ BackupJobs: [{ BackupJobId: id }], NextToken: token });
    here.stub.answerWith(page('1', 'next'), json(valued(responseLimits.values + 1)), page('2'));
    const list = new JobPool({ source }).list(selectionOf({}));
    const ids = () => list.jobs().map(({ BackupJobId }) => BackupJobId);
    await list.loadMore();
    await list.loadMore();
    assert.deepEqual([list.state.name, ids()], ['failed', ['1']]);
    await list.loadMore();
    assert.deepEqual([list.state.name, ids()], ['done', ['1', '2']]);
    source.dispose();
  });

  it('is also a failure if a thread reads it', async () => {
    const { source } = await open();
    here.stub.answerWith(json(valued(responseLimits.values + 1)));
    const failures = await Promise.all(
      [1, 2, 3, 4].map(() => failureIn(source.listBackupJobs({}, { signal }))),
    );
    assert.deepEqual(failures.map(reportedFacts), [beyond, beyond, beyond, beyond]);
    source.dispose();
  });
});

/** Counts independently of the code under test. An empty list or object counts as two values. */
function measured(value: unknown): { depth: number; values: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, values: 1 };
  const items = Object.values(value).map(measured);
  return {
    depth: 1 + Math.max(0, ...items.map(({ depth }) => depth)),
    values: items.reduce((sum, { values }) => sum + values, items.length === 0 ? 2 : 1),
  };
}
