import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { startGroup } from '../host/processes.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { packageVsix } from '../host/vsix.js';
import { type Bench, comparedWith, median } from './bench.js';
import { benchEnvironment, listedJobs, withListServer } from './listServer.js';
import type { ExportReport } from './processes/exporter.js';

/**
 * The export of 100,000 jobs as CSV, with the usual columns, to a file, in a separate process: the growth of
 * its memory, and its time compared with the AWS CLI, which prints the same jobs as JSON to a file. `vsCli`
 * is how many times faster the export is.
 */
export const export100k: Bench = {
  names: ['export100k.growthMb', 'export100k.vsCli'],
  run: async (skip) => {
    await packageVsix(() => {});
    return withListServer(async ({ quickUrl }) => {
      const folder = scratchFolder('export');
      const reports: ExportReport[] = [];
      for (let round = 0; round < 3; round++)
        reports.push(await exported(quickUrl, path.join(folder, 'jobs.csv')));
      const ours = median(reports.map(({ seconds }) => seconds));
      const seconds = { name: 'export100k.s', value: ours, unit: 's' };
      const growth = Math.max(...reports.map(({ growthMb }) => growthMb));
      const resident = {
        name: 'export100k.residentGrowthMb',
        value: Math.max(...reports.map(({ residentMb }) => residentMb)),
        unit: 'mb',
      };
      const figures = [
        { name: 'export100k.growthMb', value: growth, unit: 'mb', bound: 60 },
        resident,
        seconds,
      ];
      const cli = await cliSeconds(quickUrl, path.join(folder, 'jobs.json'));
      if (cli === undefined) {
        skip('export100k.vsCli: there is no aws on the PATH');
        return figures;
      }
      return [
        ...figures,
        { name: 'export100k.vsCli', value: cli / ours, unit: '×' },
        comparedWith({ name: 'export100k.cli.s', value: cli, unit: 's' }, seconds),
      ];
    });
  },
};

async function exported(url: string, file: string): Promise<ExportReport> {
  const { node } = await installEditor(defaultVersion, console.error);
  const child = startGroup(node, ['--expose-gc', 'out/bench/processes/exporter.js', url, file], {
    env: benchEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [report] = (await once(child, 'message')) as [ExportReport];
  if (report.jobs !== listedJobs) throw new Error(`${report.jobs} jobs of ${listedJobs} were exported`);
  return report;
}

/** The seconds that the AWS CLI takes; undefined without one. */
async function cliSeconds(url: string, file: string): Promise<number | undefined> {
  const output = await open(file, 'w');
  const started = performance.now();
  try {
    const args = ['backup', 'list-backup-jobs', '--by-account-id', '*', '--page-size', '1000'];
    const child = spawn(
      'aws',
      [...args, '--endpoint-url', url, '--region', 'us-east-1', '--output', 'json'],
      {
        env: benchEnvironment(),
        stdio: ['ignore', output.fd, 'inherit'],
      },
    );
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`The AWS CLI has ended with ${code}`);
    return (performance.now() - started) / 1000;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    await output.close();
  }
}
