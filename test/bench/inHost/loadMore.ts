import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extensionId } from '../../suite/extensionId.js';

/** One click on Load more. */
export interface LoadMoreReport {
  /** The number of the click. */
  readonly click: number;
  /** The processor time of the extension host until the window had its rows. */
  readonly cpuMs: number;
  /** The interval, in epoch milliseconds, in which the window received its rows. */
  readonly from: number;
  readonly to: number;
}

/** Runs in the extension host in place of a suite: clicks Load more repeatedly in one long list. */
export async function run(): Promise<void> {
  await vscode.extensions.getExtension(extensionId)?.activate();
  await vscode.commands.executeCommand('backupJobs.groupBy', 'none');
  await vscode.commands.executeCommand('backupJobs.explorer.focus');
  await sleep(3000);
  const reports: LoadMoreReport[] = [];
  for (let click = 1; click <= lastClick; click++) {
    if (!measuredClicks.includes(click)) await vscode.commands.executeCommand('backupJobs.loadMore');
    else reports.push(await measuredLoadMore(click));
    if (measuredClicks.includes(click + 1)) await sleep(settleMs);
  }
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify(reports));
}

async function measuredLoadMore(click: number): Promise<LoadMoreReport> {
  const from = Date.now();
  const before = process.cpuUsage();
  await vscode.commands.executeCommand('backupJobs.loadMore');
  await sleep(settleMs);
  const { system, user } = process.cpuUsage(before);
  return { click, cpuMs: (user + system) / 1000, from, to: Date.now() };
}

/** Long enough for the window to request and receive the rows. */
const settleMs = 1500;
const measuredClicks = [2, 3, 4, 198, 199, 200];
const lastClick = 200;
