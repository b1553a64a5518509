// Reads the files of a history's measurement with DuckDB, and prints what that took as JSON:
// `node duckDb.js PACKAGE FOLDER`. DuckDB is installed in PACKAGE, not in the project.

import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { median } from '../bench.js';

/** What the same steps as those of a history take. */
export interface DuckDbReport {
  readonly seconds: number;
  readonly bytes: number;
  readonly reopenMs: number;
  readonly pageMs: number;
  readonly lastGoodMs: number;
  readonly peakMb: number;
}

/** The part of DuckDB's package that is used. */
interface DuckDb {
  readonly DuckDBInstance: { create(file: string): Promise<Instance> };
}

interface Instance {
  connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): unknown[] }> }>;
  closeSync(): void;
}

const [, , installed = '', folder = ''] = process.argv;

async function main(): Promise<void> {
  const { DuckDBInstance } = createRequire(path.join(installed, 'package.json'))(
    '@duckdb/node-api',
  ) as DuckDb;
  const file = path.join(folder, 'peer.duckdb');
  const open = async () => {
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    return { instance, rows };
  };
  const filling = await open();
  const files = path.join(folder, 'files', '*.ndjson').replaceAll("'", "''");
  let started = performance.now();
  await filling.rows(
    `create table jobs as select * from read_json('${files}', format = 'newline_delimited')`,
  );
  await filling.rows('checkpoint');
  const seconds = (performance.now() - started) / 1000;
  filling.instance.closeSync();
  started = performance.now();
  const { instance, rows } = await open();
  await rows('select BackupVaultName, State, count(*) as jobs from jobs group by all');
  const reopenMs = performance.now() - started;
  const medianOf = async (sql: string) => {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const before = performance.now();
      await rows(sql);
      times.push(performance.now() - before);
    }
    return median(times);
  };
  const report: DuckDbReport = {
    seconds,
    bytes: statSync(file).size,
    reopenMs,
    pageMs: await medianOf(
      `select * from jobs where BackupVaultName = 'vault-3' and State = 'COMPLETED'
       order by CreationDate desc limit 1000 offset 9000`,
    ),
    lastGoodMs: await medianOf(
      `select * from jobs
       where ResourceArn = (select min(ResourceArn) from jobs) and State = 'COMPLETED'
       order by CreationDate desc limit 1000`,
    ),
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  instance.closeSync();
  console.log(JSON.stringify(report));
}

void main();
