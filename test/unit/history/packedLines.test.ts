import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileRow, UnreadLine } from '../../../src/history/fileJob.js';
import type { JsonItem } from '../../../src/history/forms/jsonItems.js';
import { JsonRows } from '../../../src/history/forms/jsonRow.js';
import { PackedLines } from '../../../src/history/forms/packedLines.js';
import { fieldsOf } from '../../../src/jobs/backupJob.js';
import { timeIn } from '../../../src/jobs/jobFacts.js';
import { timeOf } from '../../../src/jobs/timeOf.js';
import { damaged, jobLists, texts, written } from '../aws/writtenJobs.js';

/** Lines with a job each: most name their ID, and some their region, first or elsewhere. */
const lines = fc
  .tuple(jobLists, fc.array(fc.tuple(fc.option(texts), fc.constantFrom('none', 'first', 'last', 'odd'))))
  .map(([jobs, heads]) =>
    jobs.map((job, place) => {
      const [id, region] = heads[place % Math.max(1, heads.length)] ?? ['job-1', 'first'];
      return Buffer.from(
        written({
          ...(region === 'first' && { Region: 'eu-west-1' }),
          ...(region === 'odd' && { Region: 1 }),
          ...(id !== null && { BackupJobId: id }),
          ...job,
          ...(region === 'last' && { Region: 'eu-west-1' }),
        }),
      );
    }),
  );
const itemLists = fc.array(
  fc.oneof(
    lines,
    lines.chain((all) => fc.tuple(...all.map((line) => damaged(fc.constant(line))))),
  ),
  { maxLength: 4 },
);

describe('Lines of a JSON file', () => {
  it('law: are read the same, packed or parsed', () => {
    let packed = 0;
    fc.assert(
      fc.property(itemLists, (lists) => {
        const rows = new JsonRows(() => {});
        const packedLines = new PackedLines(rows);
        for (const list of lists) {
          const items = list.map((line, place) => ({ text: line.toString(), line: place + 1 }));
          const read = packedLines.read(items);
          packed += read.filter((row) => 'job' in row && !Object.hasOwn(row.job, 'State')).length;
          assert.deepEqual(
            read.map(plainRow),
            items.map((item) => plainRow(parsedRow(rows, item))),
          );
          for (const row of read)
            if ('job' in row) assert.equal(timeOf(row.job, 'CreationDate'), timeIn(row.job.CreationDate));
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(packed > 300, `${packed} lines are packed`);
  });

  it('with a line break of Windows, or longer than all before, are packed as well', () => {
    const packedLines = new PackedLines(new JsonRows(() => {}));
    const texts = ['{"BackupJobId":"a","State":"FAILED"}\r', `{"BackupJobId":"${'b'.repeat(100_000)}"}`];
    const read = packedLines.read(texts.map((text, place) => ({ text, line: place + 1 })));
    // The fields of a packed job are not its own properties.
    assert.deepEqual(
      read.map((row) => 'job' in row && [row.job.BackupJobId?.length, row.job.State, Object.keys(row.job)]),
      [
        [1, 'FAILED', ['BackupJobId']],
        [100_000, undefined, ['BackupJobId']],
      ],
    );
  });
});

function parsedRow(rows: JsonRows, { line, text }: JsonItem): FileRow | UnreadLine {
  const read = rows.read(text);
  return typeof read === 'string' ? { line, reason: read } : { ...read, line };
}

function plainRow(row: FileRow | UnreadLine): unknown {
  return 'job' in row ? { ...row, job: fieldsOf(row.job) } : row;
}
