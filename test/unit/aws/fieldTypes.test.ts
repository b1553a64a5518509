import assert from 'node:assert/strict';
import { BackupJob$ } from '@aws-sdk/client-backup';
import { readDescribedJob, readJobPage } from '../../../src/aws/readResponse.js';
import { csvColumns } from '../../../src/documents/export/csvColumns.js';
import { exportText } from '../../../src/documents/export/exportText.js';
import { jobJsonLine } from '../../../src/documents/jobJson.js';
import { plainText, readCsv } from '../../csvReader.js';

const long = '9007199254740993';

/** Values and results for each type of the service model, by the type numbers of the SDK's schemas. */
const readings: Readonly<Record<number, readonly (readonly [json: string, value: unknown])[]>> = {
  /** A string. */
  0: [
    ['"1764355487"', '1764355487'],
    [long, long],
    ['40.5', '40.5'],
    ['true', undefined],
    ['[1]', undefined],
  ],
  /** A number. */
  1: [
    ['12', 12],
    ['"12"', 12],
    [`-${long}`, -9007199254740993n],
    [`"${long}"`, 9007199254740993n],
    ['"12 bytes"', undefined],
    ['true', undefined],
  ],
  /** A boolean. */
  2: [
    ['true', true],
    ['false', false],
    ['"true"', undefined],
    ['1', undefined],
  ],
  /** A timestamp. */
  4: [
    ['1764355487.123', new Date(1764355487123)],
    ['1.764355487E9', new Date(1764355487000)],
    ['"1764355487"', new Date(1764355487000)],
    ['"12"', new Date(12_000)],
    ['"-1.5"', new Date(-1500)],
    ['"2026-11-24T01:05:09.123456Z"', new Date(Date.UTC(2026, 10, 24, 1, 5, 9, 123))],
    ['"2026-11-24 01:05:09+0545"', new Date(Date.UTC(2026, 10, 23, 19, 20, 9))],
    ['"2026-11-24T01:05:09"', new Date(Date.UTC(2026, 10, 24, 1, 5, 9))],
    ['"2026-11-24"', new Date(Date.UTC(2026, 10, 24))],
    ['"Tue, 24 Nov 2026 01:05:09 GMT"', new Date(Date.UTC(2026, 10, 24, 1, 5, 9))],
    ['"12 items"', undefined],
    ['"vault 12"', undefined],
    ['"March 7"', undefined],
    ['"11/24/2026"', undefined],
    ['""', undefined],
    [long, undefined],
    ['true', undefined],
  ],
};

describe('The fields of a response', () => {
  it('are read by their types in the service model', () => {
    const paths = [...pathsOf(BackupJob$)];
    for (const { path, type } of paths) {
      for (const [json, value] of readings[type] ?? []) {
        const job = path.reduceRight((inner, name) => `{"${name}":${inner}}`, json);
        const [read] = readJobPage(Buffer.from(`{"BackupJobs":[${job}]}`)).jobs;
        const actual = path.reduce((outer: unknown, name) => Object(outer)[name], read);
        assert.deepEqual(actual, value, job);
      }
    }
    assert.equal(paths.length, 28 + 8 + 4);
    assert.deepEqual(
      readDescribedJob(Buffer.from(`{"ChildJobsInState":{"FAILED":${long}},"NumberOfChildJobs":"${long}"}`)),
      {
        ChildJobsInState: { FAILED: 9007199254740993n },
        NumberOfChildJobs: 9007199254740993n,
      },
    );
  });

  it('that a newer API adds are unchanged in every document', async () => {
    const newer = [
      `"Size":${long}`,
      `"Text":"${long}"`,
      `"a-b":{"c-d":-${long},"e":[${long},12,${long}0,"${long}"]}`,
      `"Message":"a, ${long}, \\"x\\":${long},\\\\"`,
      '"Safe":9007199254740991',
      '"Share":0.1234567890123456',
    ].join();
    const { jobs } = readJobPage(Buffer.from(`{"BackupJobs":[{"BackupOptions":{"a-b":${long}},${newer}}]}`));
    assert.deepEqual(jobs.map(jobJsonLine), [`{"BackupOptions":{"a-b":"${long}"},${newer}}`]);
    const written: string[] = [];
    const format = { kind: 'csv', columns: csvColumns(), hasByteOrderMark: false } as const;
    for await (const piece of exportText([{ region: 'us-east-1', jobs }], format)) written.push(piece);
    assert.equal(plainText(readCsv(written.join(''))[1]?.at(-1) ?? ''), `{${newer}}`);
  });

  it('are not read if a long number makes the JSON invalid', () => {
    for (const job of [`{${long}:1}`, `{"a":0${long}}`, `{"a":${long}x}`, `{"a":"${long}`, `{"a" ${long}}`])
      assert.throws(() => readJobPage(Buffer.from(`{"BackupJobs":[${job}]}`)), SyntaxError, job);
  });
});

/**
 * The members of a structure and its nested structures, with their type numbers. A map has one made-up key.
 */
function* pathsOf(
  schema: unknown,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; type: number }> {
  const shape: unknown = typeof schema === 'function' ? schema() : schema;
  if (Array.isArray(shape)) {
    const [, , , , names, types] = shape as [unknown, unknown, unknown, unknown, string[], unknown[]];
    for (const [place, name] of names.entries()) yield* pathsOf(types[place], [...path, name]);
  } else if (Number(shape) >= mapOfTexts) yield { path: [...path, 'a-b'], type: Number(shape) - mapOfTexts };
  else yield { path, type: Number(shape) };
}

const mapOfTexts = 128;
