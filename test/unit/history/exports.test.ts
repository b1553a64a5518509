import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnsNamed, csvColumns, usualColumns } from '../../../src/documents/export/csvColumns.js';
import { type ExportFormat, exportText } from '../../../src/documents/export/exportText.js';
import { jobsJson } from '../../../src/documents/jobJson.js';
import { fieldNamesOf } from '../../../src/history/forms/fieldsSeen.js';
import type { BackupJob, DescribedBackupJob } from '../../../src/jobs/backupJob.js';
import { hostileJob, hostileTexts, mixedHostileJobs } from '../../hostile.js';
import { plainAndPacked, readFile } from './readFile.js';

describe('An export that is read as a history', () => {
  it('as JSON or NDJSON has the same jobs, with every value', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyJob(), { maxLength: 5 }),
        fc.constantFrom('json' as const, 'ndjson' as const),
        fc.boolean(),
        fc.integer({ min: 50, max: 5000 }),
        async (jobs, kind, namesRegion, pieceLength) => {
          for (const content of plainAndPacked(await textOf(jobs, { kind, namesRegion }))) {
            const read = await readFile(content, { pieceLength });
            assert.deepEqual(
              read.jobs.map(({ job, region }) => ({ job, region })),
              jobs.map((job) => ({ job, region: namesRegion ? 'eu-west-1' : undefined })),
            );
            assert.deepEqual(read.unread, []);
            for (const name of jobs.flatMap((job) => [...fieldNamesOf(job)]))
              assert.ok(read.fields?.includes(name) ?? true, `${name} is stated`);
          }
        },
      ),
    );
  });

  it('as CSV has the same jobs, but for empty structures and halves of surrogate pairs', async () => {
    const csv: ExportFormat = { kind: 'csv', columns: csvColumns(), hasByteOrderMark: true };
    await fc.assert(
      fc.asyncProperty(fc.array(anyJob(), { minLength: 1, maxLength: 5 }), async (jobs) => {
        for (const content of plainAndPacked(await textOf(jobs, csv))) {
          const read = await readFile(content);
          assert.deepEqual(
            read.jobs.map(({ job }) => job),
            jobs.map(withoutEmpty),
          );
          assert.deepEqual(
            read.jobs.map(({ region }) => region),
            jobs.map(() => 'eu-west-1'),
          );
          assert.deepEqual(read.unread, []);
        }
      }),
    );
  });

  it('keeps hostile texts as they are', async () => {
    const jobs = [
      ...mixedHostileJobs(30),
      ...Object.values(hostileTexts).map((text) =>
        text.length < 10_000 ? hostileJob(text) : { BackupJobId: 'long', StatusMessage: text },
      ),
    ].map(({ ChildJobsInState, NumberOfChildJobs, ...job }: DescribedBackupJob) => inUtf8(job));
    const formats: ExportFormat[] = [
      { kind: 'csv', columns: csvColumns(), hasByteOrderMark: false },
      { kind: 'json', namesRegion: true },
      { kind: 'ndjson', namesRegion: false },
    ];
    for (const format of formats) {
      const read = await readFile(await textOf(jobs, format), { pieceLength: 64 * 1024 });
      assert.deepEqual(read.unread, [], format.kind);
      assert.equal(read.jobs.length, jobs.length);
      for (const [place, { job }] of read.jobs.entries()) assert.deepEqual(job, jobs[place], format.kind);
    }
  });

  it('as CSV states only its columns', async () => {
    const columns = columnsNamed(usualColumns);
    const { fields, kinds } = await readFile(
      await textOf([{ State: 'FAILED' }], { kind: 'csv', columns, hasByteOrderMark: false }),
    );
    assert.deepEqual(kinds, ['csvExport']);
    assert.deepEqual(fields, usualColumns.filter((name) => name !== 'Region').sort());
  });

  it('can be a JSON document of the editor', async () => {
    const read = await readFile(
      jobsJson([{ BackupJobId: 'a' }, { BackupJobId: 'b' }], { isComplete: false }),
    );
    assert.deepEqual(
      read.jobs.map(({ job }) => job.BackupJobId),
      ['a', 'b'],
    );
  });
});

/** Jobs as a response may have them. The ID makes sure that a job is recognized. */
function anyJob(): fc.Arbitrary<BackupJob> {
  const text = fc
    .oneof(
      fc.string(),
      fc.constantFrom(...Object.values(hostileTexts).filter((one) => one.length < 1000)),
      fc.string({ unit: fc.constantFrom("'", ';', '=', '\n', '\r', '\t', '"', ',', 'a') }),
    )
    .map((one) => wellFormed(one));
  const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  const size = fc.oneof(fc.integer(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 100n }));
  return fc.record(
    {
      AccountId: text,
      BackupJobId: text,
      BackupOptions: fc.dictionary(text, text, { minKeys: 1, noNullPrototype: true }),
      BackupSizeInBytes: size,
      CreatedBy: fc.record(
        { BackupPlanName: text, BackupRuleCron: text, Newer: fc.nat() },
        { noNullPrototype: true, requiredKeys: [] },
      ),
      CreationDate: time,
      IsEncrypted: fc.boolean(),
      RecoveryPointLifecycle: fc.record(
        { DeleteAfterDays: size, OptInToArchiveForSupportedResources: fc.boolean() },
        { noNullPrototype: true, requiredKeys: [] },
      ),
      StatusMessage: text,
      NewerField: fc.oneof(fc.string(), fc.nat(), fc.array(fc.nat())),
    },
    { noNullPrototype: true, requiredKeys: ['BackupJobId'] },
  );
}

async function textOf(jobs: readonly BackupJob[], format: ExportFormat): Promise<string> {
  let text = '';
  for await (const piece of exportText([{ region: 'eu-west-1', jobs }], format)) text += piece;
  return text;
}

function withoutEmpty(job: BackupJob): BackupJob {
  return Object.fromEntries(
    Object.entries(job).filter(
      ([name, value]) =>
        !(['CreatedBy', 'RecoveryPointLifecycle'].includes(name) && Object.keys(value).length === 0),
    ),
  );
}

function inUtf8(job: BackupJob): BackupJob {
  const read = (value: unknown): unknown =>
    typeof value === 'string'
      ? wellFormed(value)
      : typeof value === 'object' && value !== null && !(value instanceof Date)
        ? Object.fromEntries(Object.entries(value).map(([name, member]) => [wellFormed(name), read(member)]))
        : value;
  return read(job) as BackupJob;
}

/** What is left of a text in UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
