import { stat } from 'node:fs/promises';
import { packageVsix } from '../host/vsix.js';
import type { Bench } from './bench.js';

/** Sizes: of the VSIX, of what activation loads, and of what the job panel loads. */
export const sizes: Bench = {
  names: ['vsix.kb', 'activationBundle.kb', 'panelBundle.kb'],
  run: async () => [
    { name: 'vsix.kb', value: await kilobytes(await packageVsix(() => {})), unit: 'kb', bound: 1200 },
    { name: 'activationBundle.kb', value: await kilobytes('dist/extension.js'), unit: 'kb', bound: 45 },
    { name: 'panelBundle.kb', value: await kilobytes(...panelFiles), unit: 'kb', bound: 250 },
  ],
};

const panelFiles = ['jobPanel.js', 'jobPanelStyle.css', 'codicon.ttf'].map((name) => `dist/webview/${name}`);

async function kilobytes(...files: readonly string[]): Promise<number> {
  const sizesOf = await Promise.all(files.map((file) => stat(file)));
  return sizesOf.reduce((sum, { size }) => sum + size, 0) / 1024;
}
