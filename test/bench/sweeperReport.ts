import { once } from 'node:events';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { startGroup } from '../host/processes.js';
import { benchEnvironment, listedJobs } from './listServer.js';
import type { SweepReport } from './processes/sweeper.js';

/** Runs `processes/sweeper.ts` in the editor’s Node. Each region has the jobs of the service at `url`. */
export async function sweeperReport(
  loader: 'sweep' | 'floor' | 'parsed',
  cost: 'time' | 'memory',
  url: string,
  { argument = '', regions = 1 }: { readonly argument?: string; readonly regions?: number } = {},
): Promise<SweepReport> {
  const { node } = await installEditor(defaultVersion, console.error);
  const script = ['out/bench/processes/sweeper.js', loader, cost, url, `${regions}`, argument];
  const child = startGroup(node, ['--expose-gc', ...script], {
    env: benchEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [report] = (await once(child, 'message')) as [SweepReport];
  const expected = regions * listedJobs;
  if (report.jobs !== expected) throw new Error(`${loader} has ${report.jobs} jobs of ${expected}`);
  return report;
}
