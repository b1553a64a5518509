import * as vscode from 'vscode';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { groupingOf } from '../../src/jobs/groupings.js';
import { JobPool } from '../../src/jobs/jobPool.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import type { SampleAccount } from '../../src/sample/sampleAccount.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import type { SampleServiceOptions } from '../../src/sample/serviceContext.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import type { JobTreeSession, Row } from '../../src/tree/rows.js';
import { accountOf } from '../service/givenAccount.js';
import { ServiceSource } from '../unit/jobs/serviceSource.js';

/** How a tree is set up. */
export interface TreeOptions {
  readonly pageSize?: number;
  readonly grouping?: string;
  readonly query?: JobQuery;
  /** Whether the vault names may be listed. */
  readonly listsVaults?: boolean;
  /** Whether the row “Needs attention” is shown. */
  readonly showsAttention?: boolean;
  /** Whether groups with bad jobs come first. */
  readonly badFirst?: boolean;
  readonly service?: Omit<SampleServiceOptions, 'account'>;
}

/** A region that a tree shows. */
export function regionOf(region: string, account: SampleAccount, options: TreeOptions = {}) {
  const source = new ServiceSource(
    createSampleService({ account, laterStates: ['FROZEN'], ...options.service }),
  );
  const pool = new JobPool({ source, pageSize: () => options.pageSize });
  const session: JobTreeSession = {
    key: 'test',
    region,
    pool,
    ...(options.listsVaults && { vaultNames: () => source.listBackupVaultNames() }),
  };
  return { session, source };
}

/** A tree of some sessions, whose grouping and query can be changed. */
export function providerOf(sessions: readonly JobTreeSession[], options: TreeOptions = {}) {
  const [connection, shown] = [new vscode.EventEmitter<void>(), new vscode.EventEmitter<void>()];
  const subject = {
    grouping: options.grouping ?? 'vault',
    query: options.query ?? {},
    /** Reports that the connection has changed. */
    changeConnection: () => connection.fire(),
    /** Reports that the grouping or the query has changed. */
    change: () => shown.fire(),
  };
  const provider = new JobTreeProvider({
    sessions: () => Promise.resolve(sessions),
    selection: () => selectionOf(subject.query),
    dimensions: () => groupingOf(subject.grouping).dimensions,
    showsAttention: () => options.showsAttention ?? false,
    badFirst: () => options.badFirst ?? false,
    onDidChangeConnection: connection.event,
    onDidChange: [shown.event],
  });
  return { provider, subject };
}

/** A tree of the jobs of an account. */
export function treeOf(jobs: readonly BackupJob[], options: TreeOptions = {}) {
  const account = accountOf(jobs);
  const { session, source } = regionOf('us-east-1', account, { pageSize: 1000, ...options });
  const { provider, subject } = providerOf([session], options);
  /** The job row whose label begins with this text, and its tree item. */
  const find = async (start: string) => {
    for await (const { row, item } of rows(provider)) {
      if (row.kind === 'job' && String(item.label).startsWith(start)) return { row, item };
    }
    throw new Error(`No row starts with ${start}`);
  };
  return { account, source, provider, session, subject, find };
}

async function* rows(
  provider: JobTreeProvider,
  parent?: Row,
  depth = 0,
): AsyncGenerator<{ row: Row; item: vscode.TreeItem; depth: number }> {
  for (const row of await provider.getChildren(parent)) {
    yield { row, item: provider.getTreeItem(row), depth };
    yield* rows(provider, row, depth + 1);
  }
}

/** All rows of a tree, fully expanded: `  Failed | 3`. */
export async function outline(provider: JobTreeProvider): Promise<string[]> {
  const lines: string[] = [];
  for await (const { item, depth } of rows(provider)) lines.push('  '.repeat(depth) + label(item));
  return lines;
}

/** The rows at the top of a tree. */
export async function tops(provider: JobTreeProvider): Promise<string[]> {
  return labels(provider, await provider.getChildren());
}

/** Rows as text: `Failed | 3`. */
export function labels(provider: JobTreeProvider, list: readonly Row[]): string[] {
  return list.map((row) => label(provider.getTreeItem(row)));
}

function label(item: vscode.TreeItem): string {
  return `${String(item.label)} | ${String(item.description ?? '')}`;
}
