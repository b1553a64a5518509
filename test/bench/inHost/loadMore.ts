import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extensionId } from '../../suite/extensionId.js';

/** One click on Load more. */
export interface LoadMoreReport {
  /** Which one it was. */
  readonly click: number;
  /** What the extension host has computed for it, until the window had its rows. */
  readonly cpuMs: number;
  /** Between these times, in epoch milliseconds, the window was sent its rows. */
  readonly from: number;
  readonly to: number;
}

/** Runs in the extension host, in the place of a suite: clicks Load more again and again in one long list. */
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

/** Long enough for the window to have asked for the rows, and to have been given them. */
const settleMs = 1500;
const measuredClicks = [2, 3, 4, 198, 199, 200];
const lastClick = 200;
