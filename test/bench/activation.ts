import { packageVsix } from '../host/vsix.js';
import { type Bench, median } from './bench.js';
import { runInHost } from './inHostBench.js';

/**
 * How long `activate()` takes in the extension host of a real VS Code, each time in a window of its own, with
 * the production build. Beside it, how long the bundle takes to load before.
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
