// Runs the built tests of folders and files: `node out/host/runMocha.js out/unit [--grep TEXT] [--timeout MS]`.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { TotalsReporter } from './totalsReporter.js';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' }, timeout: { type: 'string', default: '15000' } },
  });
  const mocha = new Mocha({
    reporter: TotalsReporter,
    // Most tests take less than a second; beside other work it is four times that. What takes longer names its own.
    timeout: Number(values.timeout),
    ...(values.grep !== undefined && { grep: values.grep }),
  });
  for (const one of positionals) {
    const names = one.endsWith('.js') ? [''] : await readdir(one, { recursive: true });
    for (const name of names.filter((found) => `${one}${found}`.endsWith('.test.js')).sort()) {
      mocha.addFile(path.resolve(one, name));
    }
  }
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  process.exit(failures > 0 ? 1 : 0);
}

// Each test file is a bundle of its own, with its own clean-up when the process exits.
process.setMaxListeners(100);
process.setSourceMapsEnabled(true);
void main();
