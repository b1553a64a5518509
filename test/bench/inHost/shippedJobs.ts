import * as vscode from 'vscode';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { everyAccount } from '../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobTreeSession } from '../../../src/tree/rows.js';
import { extensionId } from '../../suite/extensionId.js';
import { openShippedSource } from '../processes/shippedSource.js';

/** The jobs of all accounts. */
export const allJobs = selectionOf({ accountId: everyAccount });

/** A region with all jobs of the service at BENCH_SERVICE, read by the shipped bundles. */
export async function shippedJobs(): Promise<JobTreeSession> {
  const folder = vscode.extensions.getExtension(extensionId)?.extensionPath ?? '';
  const source = await openShippedSource(process.env['BENCH_SERVICE'] ?? '', folder);
  const pool = new JobPool({ source, pageSize: () => 1000 });
  const outcome = await pool.loadAll(allJobs, { signal: new AbortController().signal });
  if (outcome.name !== 'complete') throw new Error(`Not all jobs were read: ${JSON.stringify(outcome)}`);
  return { key: 'bench', region: 'us-east-1', pool };
}
