import assert from 'node:assert/strict';
import { responseLimits } from '../../../src/aws/responseLimits.js';
import { copiedValue } from '../../../src/details/copiedValue.js';
import { jobViewModel } from '../../../src/details/jobViewModel.js';
import { csvColumns } from '../../../src/documents/export/csvColumns.js';
import { type ExportFormat, exportText } from '../../../src/documents/export/exportText.js';
import { jobJson, jobsJson } from '../../../src/documents/jobJson.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { readCsv } from '../../csvReader.js';

/** The levels above this field are the answer, its list and the job. */
const maxDepth = responseLimits.depth - 3;

describe('A field with the deepest nesting that an answer may have', () => {
  for (const [name, open, close] of [
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ] as const) {
    const value: unknown = JSON.parse(`${open.repeat(maxDepth)}"x"${close.repeat(maxDepth)}`);
    const job = { BackupJobId: 'a', Newer: value, CreatedBy: { Newer: value } } as BackupJob;

    it(`is complete in JSON and in every export, as ${name}`, async () => {
      const placed = { ...job, Region: 'us-east-1' };
      assert.deepEqual(JSON.parse(jobJson(job)), job);
      assert.deepEqual(JSON.parse(jobsJson([job], { isComplete: true })), {
        BackupJobs: [job],
      });
      assert.deepEqual(JSON.parse(await exported(job, { kind: 'json', namesRegion: true })), {
        BackupJobs: [placed],
      });
      assert.deepEqual(JSON.parse(await exported(job, { kind: 'ndjson', namesRegion: true })), placed);
      const csv = await exported(job, { kind: 'csv', columns: csvColumns(), hasByteOrderMark: false });
      const [, cells = []] = readCsv(csv);
      assert.deepEqual(JSON.parse(cells.at(-1) ?? ''), { Newer: value, CreatedBy: { Newer: value } });
    });

    it(`is complete in the panel, and when copied from it, as ${name}`, () => {
      const { sections } = jobViewModel(job, 'us-east-1', { now: new Date(), locale: 'en' });
      const field = sections.flatMap(({ fields }) => fields).find(({ path }) => path === 'Newer');
      assert.deepEqual(JSON.parse(field?.value?.text ?? ''), value);
      assert.deepEqual(JSON.parse(copiedValue(job, 'CreatedBy.Newer') ?? ''), value);
    });
  }
});

async function exported(job: BackupJob, format: ExportFormat): Promise<string> {
  let text = '';
  for await (const piece of exportText([{ region: 'us-east-1', jobs: [job] }], format)) text += piece;
  return text;
}
