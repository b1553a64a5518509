import { packageVsix } from '../host/vsix.js';
import { type Bench, median } from './bench.js';
import { runInHost } from './inHostBench.js';

/**
 * The duration of `activate()` in the extension host of a real VS Code, each time in a new window, with the
 * production build; and the time to load the bundle before.
 */
export const activation: Bench = {
  names: ['activate.ms'],
  run: async () => {
    await packageVsix(() => {});
    const measured: { activateMs: number; loadMs: number }[] = [];
    for (let window = 0; window < 7; window++) measured.push(await runInHost('activate'));
    return [
      {
        name: 'activate.ms',
        value: median(measured.map(({ activateMs }) => activateMs)),
        unit: 'ms',
        bound: 15,
      },
      { name: 'activate.load.ms', value: median(measured.map(({ loadMs }) => loadMs)), unit: 'ms' },
    ];
  },
};
