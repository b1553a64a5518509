import { stat } from 'node:fs/promises';
import { packageVsix } from '../host/vsix.js';
import type { Bench } from './bench.js';

/** How large the extension is: all of it as users get it, and what its activation loads. */
export const sizes: Bench = {
  names: ['vsix.kb', 'activationBundle.kb'],
  run: async () => [
    { name: 'vsix.kb', value: await kilobytes(await packageVsix(() => {})), unit: 'kb', bound: 700 },
    { name: 'activationBundle.kb', value: await kilobytes('dist/extension.js'), unit: 'kb', bound: 60 },
  ],
};

async function kilobytes(file: string): Promise<number> {
  return (await stat(file)).size / 1024;
}
