// Runs the built tests of folders and files: `node out/host/runMocha.js out/unit [--grep TEXT] [--timeout
// MS]`. With `--steps`, `--grep` also runs the tests that the named ones build on.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { keepTests } from './keepTests.js';
import { seedLaws } from './lawSeed.js';
import { TotalsReporter } from './totalsReporter.js';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string' },
      steps: { type: 'boolean', default: false },
      timeout: { type: 'string', default: '15000' },
    },
  });
  seedLaws();
  const mocha = new Mocha({
    reporter: TotalsReporter,
    // Most tests take less than a second, and four times as long on a busy machine. Slower tests set their
    // own timeout.
    timeout: Number(values.timeout),
    ...(values.grep !== undefined && !values.steps && { grep: values.grep }),
  });
  for (const one of positionals) {
    const names = one.endsWith('.js') ? [''] : await readdir(one, { recursive: true });
    for (const name of names.filter((found) => `${one}${found}`.endsWith('.test.js')).sort()) {
      mocha.addFile(path.resolve(one, name));
    }
  }
  await mocha.loadFilesAsync();
  if (values.grep !== undefined && values.steps) keepTests(mocha.suite, new RegExp(values.grep));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  process.exit(failures > 0 ? 1 : 0);
}

// Each test file is a separate bundle, with its own clean-up at exit.
process.setMaxListeners(100);
process.setSourceMapsEnabled(true);
void main();
