import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnsNamed, csvColumns, usualColumns } from '../../../src/documents/export/csvColumns.js';
import { type ExportFormat, exportText, pieceLength } from '../../../src/documents/export/exportText.js';
import { type BackupJob, backupJobFields } from '../../../src/jobs/backupJob.js';
import { withFormula, withoutFormula } from '../../../src/jobs/withoutFormula.js';
import { plainText, readCsv } from '../../csvReader.js';
import { hostileJob, hostileTexts } from '../../hostile.js';

const csv: ExportFormat = { kind: 'csv', columns: csvColumns(), hasByteOrderMark: false };
const json: ExportFormat = { kind: 'json', namesRegion: false };
const ndjson: ExportFormat = { kind: 'ndjson', namesRegion: false };

describe('An export as CSV', () => {
  it('has a column for each field of a job, and one for the fields of a newer API', () => {
    const names = csvColumns().map(({ name }) => name);
    assert.deepEqual(
      new Set(names.map((name) => name.split('.')[0])),
      new Set(['Region', ...backupJobFields, 'OtherFields']),
    );
    assert.equal(names.length, 1 + 28 + 8 + 4 + 1);
    assert.deepEqual(columnsNamed(usualColumns).length, usualColumns.length);
    assert.deepEqual(
      columnsNamed(['State', 'NoSuchColumn', 'Region']).map(({ name }) => name),
      ['Region', 'State'],
    );
  });

  it('has the expected header and rows', async () => {
    const columns = columnsNamed([
      'Region',
      'BackupSizeInBytes',
      'CreatedBy.BackupPlanName',
      'CreationDate',
      'IsParent',
      'ResourceName',
      'StatusMessage',
      'OtherFields',
    ]);
    const job = {
      BackupSizeInBytes: 9_007_199_254_740_993_123n,
      CreatedBy: { BackupPlanName: 'daily, "prod"', Newer: 1 },
      CreationDate: new Date(Date.UTC(2026, 10, 24, 1, 2, 3, 450)),
      IsParent: false,
      ResourceName: '',
      StatusMessage: "=cmd|' /C calc'!A0",
      Tags: ['a'],
    };
    assert.equal(
      await textOf([job, {}], { kind: 'csv', columns, hasByteOrderMark: true }),
      '\ufeffRegion,BackupSizeInBytes,CreatedBy.BackupPlanName,CreationDate,IsParent,ResourceName,StatusMessage,OtherFields\r\n' +
        `us-east-1,9007199254740993123,"daily, ""prod""",2026-11-24T01:02:03.450Z,false,"","'=cmd|' /C calc'!A0","{""Tags"":[""a""],""CreatedBy"":{""Newer"":1}}"\r\n` +
        'us-east-1,,,,,,,\r\n',
    );
  });

  it('preserves every value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyJob(), { maxLength: 5 }), async (jobs) => {
        const [names, ...rows] = readCsv(await textOf(jobs, csv));
        assert.deepEqual(
          names,
          csvColumns().map(({ name }) => name),
        );
        assert.deepEqual(
          rows.map((row) => row.map((cell) => cell && plainText(cell))),
          jobs.map((job) => csvColumns().map((column) => cellText(column.valueOf(job, 'us-east-1')))),
        );
      }),
    );
  });

  it('begins no cell with a formula, even if split at semicolons, tabs or line breaks', () => {
    fc.assert(
      fc.property(nastyText(), (text) => {
        const cell = withoutFormula(text);
        assert.equal(plainText(cell), text);
        assert.equal(withFormula(cell), text);
        assert.doesNotMatch(cell, /^[\s\p{Cf}";]*[=+\-@＝＋－＠\t\r\n]/u);
        for (const part of cell.split(/[;\t\r\n]/))
          assert.doesNotMatch(part, /^[\s\p{Cf}"]*[=+\-@＝＋－＠]/u);
      }),
      { numRuns: 1000 },
    );
    assert.equal(withoutFormula('a;\u{e0001} =1;b;\ud800=-1'), "a;'\u{e0001} =1;b;\ud800=-1");
    for (const long of ['\n', ' ', ';', '"'])
      assert.equal(withoutFormula(long.repeat(1_000_000)).length >= 1_000_000, true);
  });

  it('contains hostile texts completely', async () => {
    for (const [name, hostile] of Object.entries(hostileTexts)) {
      const [, row = []] = readCsv(await textOf([jobOf(hostile)], csv));
      const cell = row[csvColumns().findIndex((column) => column.name === 'StatusMessage')];
      const options = row[csvColumns().findIndex((column) => column.name === 'BackupOptions')];
      // A text of a million characters is compared as a whole: nothing in it is a formula.
      const restored = hostile.length > 10_000 ? cell : plainText(cell ?? '?');
      assert.equal(restored, inUtf8(hostile), name);
      assert.equal(withFormula(cell ?? '?'), inUtf8(hostile), name);
      assert.deepEqual(
        JSON.parse(hostile.length > 10_000 ? (options ?? '') : plainText(options ?? '')),
        Object.fromEntries([[hostile, hostile]]),
        name,
      );
    }
  });
});

describe('An export as JSON', () => {
  it('is the valid JSON that the AWS CLI prints', async () => {
    assert.deepEqual(JSON.parse(await textOf([], json)), { BackupJobs: [] });
    assert.equal(
      await textOf(
        [{ State: 'FAILED', BackupJobId: 'a', BackupSizeInBytes: 9_007_199_254_740_993n }, {}],
        json,
      ),
      '{\n  "BackupJobs": [\n    {\n      "BackupJobId": "a",\n      "BackupSizeInBytes": 9007199254740993,\n      "State": "FAILED"\n    },\n    {}\n  ]\n}\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyJob(), { maxLength: 5 }), async (jobs) => {
        const text = await textOf(jobs, json);
        assert.deepEqual(JSON.parse(text), { BackupJobs: asParsed(jobs) });
        for (const { BytesTransferred: bytes } of jobs)
          assert.ok(bytes === undefined || text.includes(`"BytesTransferred": ${bytes}`));
      }),
    );
  });

  it('has one job per line as NDJSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyJob(), { maxLength: 5 }), async (jobs) => {
        const lines = (await textOf(jobs, ndjson)).split('\n');
        assert.equal(lines.pop(), '');
        assert.deepEqual(
          lines.map((line) => JSON.parse(line)),
          asParsed(jobs),
        );
      }),
    );
  });

  it('contains hostile texts completely, with nothing hidden in them', async () => {
    for (const [name, hostile] of Object.entries(hostileTexts)) {
      const job = jobOf(hostile);
      for (const format of [json, ndjson]) {
        const text = await textOf([job], format);
        const read: unknown = JSON.parse(text);
        const expected: unknown = JSON.parse(JSON.stringify(format === json ? { BackupJobs: [job] } : job));
        assert.deepEqual(read, expected, name);
        assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, name);
      }
    }
  });

  it('has the region of each job if there are several', async () => {
    const text = await textOf([{ BackupJobId: 'a' }], { kind: 'ndjson', namesRegion: true });
    assert.equal(text, '{"BackupJobId":"a","Region":"us-east-1"}\n');
  });
});

describe('An export', () => {
  it('comes in pieces of limited length, each with the number of jobs so far', async () => {
    const jobs = Array.from({ length: 5000 }, (_, place) => ({
      BackupJobId: `job-${place}`,
      StatusMessage: 'x'.repeat(200),
    }));
    const counts: number[] = [];
    const pieces: string[] = [];
    for await (const piece of exportText([{ region: 'us-east-1', jobs }], json, (count) =>
      counts.push(count),
    ))
      pieces.push(piece);
    assert.ok(pieces.every((piece) => piece.length < pieceLength + 1000));
    assert.equal(pieces.length, counts.length);
    assert.equal(counts.at(-1), 5000);
    assert.equal(JSON.parse(pieces.join('')).BackupJobs.length, 5000);
  });
});

/** The text of the written file. */
async function textOf(jobs: readonly BackupJob[], format: ExportFormat): Promise<string> {
  let text = '';
  for await (const piece of exportText([{ region: 'us-east-1', jobs }], format)) text += piece;
  return inUtf8(text);
}

/** The CSV cell of a value as a reader parses it; undefined if it is absent. */
function cellText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return inUtf8(String(value));
  return JSON.stringify(value).replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, escaped);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A hostile text in every field; a very long text in only two of them. */
function jobOf(hostile: string): BackupJob {
  const isLong = hostile.length > 10_000;
  return isLong ? { StatusMessage: hostile, BackupOptions: { [hostile]: hostile } } : hostileJob(hostile);
}

function inUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Jobs as JSON.parse returns them, which rounds integers beyond 2^53. */
function asParsed(jobs: readonly BackupJob[]): unknown {
  return JSON.parse(
    JSON.stringify(jobs, (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  );
}

function nastyText(): fc.Arbitrary<string> {
  const unit = fc.constantFrom(
    ...'=+-@;,\t\r\n"\' a＝',
    '\u200b',
    '\ud800',
    '\u{1f600}',
    '\u0000',
    '\u2028',
    '\u00a0',
    '\ufeff',
  );
  return fc.oneof(fc.string({ unit, maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));
}

/** A job with any fields and texts. */
function anyJob(): fc.Arbitrary<BackupJob> {
  const text = nastyText();
  const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });
  const bytes = fc.oneof(fc.maxSafeNat(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }));
  const some = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });
  const special: Record<string, fc.Arbitrary<unknown>> = {
    BackupOptions: fc.dictionary(
      text.filter((name) => name !== ''),
      text,
      { maxKeys: 3, noNullPrototype: true },
    ),
    BackupSizeInBytes: bytes,
    BytesTransferred: bytes,
    CreatedBy: some({
      BackupPlanName: text,
      BackupRuleCron: text,
      BackupRuleTimezone: text,
      Newer: fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null),
    }),
    IsEncrypted: fc.boolean(),
    IsParent: fc.boolean(),
    RecoveryPointLifecycle: some({
      DeleteAfterDays: fc.nat(),
      DeleteAfterEvent: text,
      OptInToArchiveForSupportedResources: fc.boolean(),
    }),
  };
  const fields = backupJobFields.map(
    (name) => [name, special[name] ?? (/Date$|^StartBy$/.test(name) ? time : text)] as const,
  );
  return some({ ...Object.fromEntries(fields), Newer: fc.array(text) }) as fc.Arbitrary<BackupJob>;
}
