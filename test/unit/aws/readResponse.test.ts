import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PageReader } from '../../../src/aws/pageReader.js';
import { readDescribedJob, readJobPage, readVaultPage } from '../../../src/aws/readResponse.js';
import { plain } from './plainPage.js';

const job = {
  BackupJobId: '1',
  ResourceArn: 'arn:aws:s3:::logs',
  CreationDate: 1_764_000_000.123,
  CreatedBy: { BackupPlanId: 'plan', BackupRuleName: 'nightly' },
};

const noThreadFile = 'nowhere.js';

describe('Reading a page', () => {
  it('removes fields that are null or of the wrong type, and keeps unknown fields with any name', () => {
    const body = `{"BackupJobs":[{"BackupJobId":"1","State":null,"IsParent":"yes","CreationDate":"never","BackupSizeInBytes":9007199254740993,
      "BackupOptions":{"WindowsVSS":"enabled","odd":{}},"Brand":{"new":1},"Nothing":null,"__proto__":{"polluted":true}}, 7]}`;
    const { jobs } = readJobPage(Buffer.from(body));
    assert.deepEqual(Object.entries(jobs[0] ?? {}), [
      ['BackupJobId', '1'],
      ['BackupSizeInBytes', 9007199254740993n],
      ['BackupOptions', { WindowsVSS: 'enabled' }],
      ['Brand', { new: 1 }],
      ['__proto__', { polluted: true }],
    ]);
    assert.equal(jobs.length, 1);
    assert.equal(Object.getPrototypeOf(jobs[0]), Object.prototype);
  });

  it('keeps every digit of an integer, at any offset', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 30n), 10n ** 30n),
        fc.nat(40),
        fc.constantFrom('', ' ', '\n\t'),
        (size, offset, space) => {
          const name = 'n'.repeat(offset);
          const body = `{"BackupJobs":[{"ResourceName":"${name}","BackupSizeInBytes":${space}${size}${space}}]}`;
          const [read] = readJobPage(Buffer.from(body)).jobs;
          assert.deepEqual(read, { ResourceName: name, BackupSizeInBytes: integerOf(size) });
        },
      ),
    );
  });

  it('shares equal values between the jobs of several pages', async () => {
    const body = (from: number) =>
      JSON.stringify({
        BackupJobs: Array.from({ length: 600 }, (_, place) => ({ ...job, BackupJobId: `${from + place}` })),
        NextToken: 'next',
      });
    const reader = new PageReader(noThreadFile);
    const pages = await Promise.all([reader.read(Buffer.from(body(0))), reader.read(Buffer.from(body(600)))]);
    const read = [0, 600].map((from) => readJobPage(Buffer.from(body(from))));
    assert.deepEqual(pages.map(plain), read.map(plain));
    const creators = new Set(pages.flatMap(({ jobs }) => jobs.map(({ CreatedBy }) => CreatedBy)));
    assert.equal(creators.size, 1);
  });

  it('reads the next page after a body that is not a page', async () => {
    const reader = new PageReader(noThreadFile);
    const [broken, good] = await Promise.allSettled([
      reader.read(Buffer.from('<html>')),
      reader.read(Buffer.from('{"BackupJobs":[]}')),
    ]);
    assert.equal(broken.status, 'rejected');
    assert.deepEqual(good.status === 'fulfilled' && good.value, { jobs: [] });
  });

  it('yields to the event loop between pages that arrive together', async () => {
    const reader = new PageReader(noThreadFile);
    const body = Buffer.from(JSON.stringify({ BackupJobs: [job] }));
    let turns = 0;
    let isReading = true;
    const count = () => {
      turns++;
      if (isReading) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 8 }, () => reader.read(body)));
    isReading = false;
    assert.ok(turns >= 7, `${turns} turns`);
  });
});

/** Responses of each operation that have an invalid token, or an invalid list, or neither. */
const malformed: readonly string[] = [
  '{}',
  '{"LIST":null}',
  '{"NextToken":null}',
  '{"LIST":null,"NextToken":null}',
  '{"LIST":null,"NextToken":""}',
  '{"LIST":{},"NextToken":"n"}',
  '{"LIST":"","NextToken":"n"}',
  '{"LIST":false,"NextToken":"n"}',
  '{"LIST":[],"NextToken":{}}',
  '{"LIST":[],"NextToken":[]}',
  '{"LIST":[],"NextToken":7}',
  '{"LIST":[],"NextToken":0}',
  '{"LIST":[],"NextToken":false}',
];

/** Valid responses, each with its token. */
const valid: readonly (readonly [body: string, nextToken: string | undefined])[] = [
  ['{"LIST":[]}', undefined],
  ['{"LIST":[],"NextToken":null}', undefined],
  ['{"LIST":[],"NextToken":""}', undefined],
  ['{"LIST":[],"NextToken":"n"}', 'n'],
  ['{"LIST":null,"NextToken":"n"}', 'n'],
  ['{"NextToken":"n"}', 'n'],
  ['{"LIST":[null]}', undefined],
];

const readers = [
  ['BackupJobs', (body: string) => Promise.resolve(readJobPage(Buffer.from(body)))],
  ['BackupJobs', (body: string) => new PageReader(noThreadFile).read(Buffer.from(body))],
  ['BackupVaultList', (body: string) => Promise.resolve(readVaultPage(Buffer.from(body)))],
] as const;

describe('A malformed response', () => {
  it('is rejected and not taken for the last page, of jobs and of vaults', async () => {
    for (const [list, read] of readers)
      for (const body of malformed.map((text) => text.replace('LIST', list)))
        await assert.rejects(async () => read(body), { name: 'UnreadableResponseError' }, body);
  });

  it('is rejected if a job was requested and it has no field of one', () => {
    for (const body of ['{}', '{"BackupJobId":null}', '{"State":{}}', '{"message":"hello"}', 'null', '[]'])
      assert.throws(() => readDescribedJob(Buffer.from(body)), { name: 'UnreadableResponseError' }, body);
  });
});

describe('A valid response', () => {
  it('may lack the list if it has a token, and the token if it has a list', async () => {
    for (const [list, read] of readers)
      for (const [text, token] of valid) {
        const { nextToken } = await read(text.replace('LIST', list));
        assert.equal(nextToken, token, text);
      }
  });
});

function integerOf(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
