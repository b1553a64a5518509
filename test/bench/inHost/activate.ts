import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { extensionId } from '../../suite/extensionId.js';

/**
 * Runs in the extension host in place of a suite: activates the extension and writes to the file in
 * BENCH_RESULT how long that took, and how long its bundle took to load.
 */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined || extension.isActive)
    throw new Error('The extension is missing or already active');
  const bundle = path.join(extension.extensionPath, 'dist', 'extension.js');
  const requireFile = createRequire(bundle);
  const startedLoading = performance.now();
  const loaded = requireFile(bundle) as { activate: (context: unknown) => void };
  const loadMs = performance.now() - startedLoading;
  const cached = requireFile.cache[bundle];
  if (cached === undefined) throw new Error('The editor would load the extension a second time');
  let activateMs = Number.NaN;
  const activate = (context: unknown) => {
    const started = performance.now();
    loaded.activate(context);
    activateMs = performance.now() - started;
  };
  cached.exports = { ...loaded, activate };
  await extension.activate();
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify({ activateMs, loadMs }));
}
