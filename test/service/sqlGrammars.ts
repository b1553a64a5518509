import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { cachedFolder, installPackages } from '../host/cachedInstall.js';

/** The grammars of Athena: Trino’s for queries, and Hive’s for tables. */
export interface SqlGrammars {
  /** The errors in a statement; none if it is valid. */
  readonly trino: (sql: string) => readonly string[];
  readonly hive: (sql: string) => readonly string[];
}

/**
 * Loads the parsers of Trino and Hive. They are set up in the cache folder by the first test that needs them,
 * because they are large. Rejects if they cannot be installed.
 */
export async function openSqlGrammars(): Promise<SqlGrammars> {
  const folder = await cachedFolder(`dt-sql-parser-${version}`, async (unfinished) => {
    await installPackages(unfinished, { 'dt-sql-parser': version });
    const entry = path.join(unfinished, 'entry.mjs');
    await writeFile(entry, "export { HiveSQL, TrinoSQL } from 'dt-sql-parser';\n");
    // The package has modules that only a bundler finds.
    await build({
      bundle: true,
      entryPoints: [entry],
      format: 'cjs',
      logLevel: 'error',
      outfile: path.join(unfinished, bundle),
      platform: 'node',
    });
  });
  const parsers = createRequire(path.join(folder, 'index.js'))(`./${bundle}`) as SqlParsers;
  const [hive, trino] = [new parsers.HiveSQL(), new parsers.TrinoSQL()];
  const check = (parser: SqlParser) => (sql: string) =>
    parser.validate(sql).map(({ message, startLine }) => `${startLine}: ${message}`);
  return { hive: check(hive), trino: check(trino) };
}

const version = '4.5.1';
const bundle = 'parsers.cjs';

/** The part of the package that is used here. */
interface SqlParser {
  validate(sql: string): readonly { readonly message: string; readonly startLine: number }[];
}

interface SqlParsers {
  readonly HiveSQL: new () => SqlParser;
  readonly TrinoSQL: new () => SqlParser;
}
