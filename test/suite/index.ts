import path from 'node:path';
import Mocha from 'mocha';

/** Runs the suites inside the extension host; rejects where a test fails, as the editor expects of a test runner. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    color: false,
    timeout: 30_000,
    reporter: path.join(__dirname, '../host/totalsReporter.js'),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./activation.test.js');
  await import('./documents.test.js');
  await import('./jobTree.test.js');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
