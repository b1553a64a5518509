import { appendFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { seedLaws } from '../host/lawSeed.js';
import { removeScratchFolders } from '../host/testEnvironment.js';
import { TotalsReporter } from '../host/totalsReporter.js';

/** Runs the suites in the extension host. Rejects if a test fails, as VS Code expects of a test runner. */
export async function run(): Promise<void> {
  seedLaws();
  const mocha = new Mocha({
    color: false,
    grep: process.env['TEST_GREP'] ?? '',
    reporter: TotalsReporter,
    timeout: 30_000,
  });
  reportTo(process.env['TEST_REPORT']);
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./activation.test.js');
  await import('./archive.test.js');
  await import('./keptHistories.test.js');
  await import('./dailyReads.test.js');
  await import('./athena.test.js');
  await import('./attention.test.js');
  await import('./awsFiles.test.js');
  await import('./commands.test.js');
  await import('./connectionMemory.test.js');
  await import('./connections.test.js');
  await import('./copyCliCommand.test.js');
  await import('./countedGroups.test.js');
  await import('./documents.test.js');
  await import('./filters.test.js');
  await import('./export.test.js');
  await import('./groupings.test.js');
  await import('./history.test.js');
  await import('./inputSequence.test.js');
  await import('./jobTree.test.js');
  await import('./outcomes.test.js');
  await import('./overviewPanel.test.js');
  await import('./pageRequests.test.js');
  await import('./proxy.test.js');
  await import('./report.test.js');
  await import('./sessions.test.js');
  await import('./signIn.test.js');
  await import('./liveTree.test.js');
  await import('./longLists.test.js');
  await import('./knownIssues.test.js');
  await import('./missedRuns.test.js');
  await import('./nestedJobs.test.js');
  await import('./treeChanges.test.js');
  await import('./treeCounts.test.js');
  await import('./wideFindings.test.js');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  // The extension host is killed.
  removeScratchFolders();
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** Writes the report to a file for the runner to print: the output of the window is mostly VS Code's own. */
function reportTo(file: string | undefined): void {
  if (file === undefined) return;
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => appendFileSync(file, `${format(...words)}\n`);
}
