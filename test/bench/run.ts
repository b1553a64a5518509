// `npm run bench`: measures, and prints each figure and, where it has one, the peer of the same run.
import { parseArgs } from 'node:util';
import { activation } from './activation.js';
import { archive1m } from './archive1m.js';
import type { Bench, Figure } from './bench.js';
import { calendar, calendar400 } from './calendar.js';
import { connections } from './connections.js';
import { export100k } from './export100k.js';
import { firstRow } from './firstRow.js';
import { history1m } from './history1m.js';
import { list100k } from './list100k.js';
import { loadMore } from './loadMore.js';
import { missedRuns } from './missedRuns.js';
import { morning } from './morning.js';
import { overview } from './overview.js';
import { overview1m } from './overview1m.js';
import { sizes } from './sizes.js';
import { sweep } from './sweep.js';
import { sweep1m } from './sweep1m.js';
import { tree } from './tree.js';

const benches: readonly Bench[] = [
  sizes,
  activation,
  firstRow,
  connections,
  list100k,
  tree,
  loadMore,
  sweep,
  sweep1m,
  export100k,
  overview,
  overview1m,
  history1m,
  archive1m,
  missedRuns,
  calendar,
  calendar400,
  morning,
];

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});

async function main(): Promise<void> {
  const { json, only } = flags;
  const wanted = benches.filter(({ names }) => only === undefined || names.some((name) => isOf(name, only)));
  if (wanted.length === 0) {
    const names = benches.flatMap(({ names }) => names).join('\n  ');
    throw new Error(`There is no figure of this name. The figures are:\n  ${names}`);
  }
  for (const bench of wanted) {
    const figures = await bench.run((reason) => console.error(`skipped: ${reason}`));
    for (const figure of figures) {
      if (only !== undefined && !isOf(figure.name, only)) continue;
      console.log(json ? jsonLine(figure) : tableLine(figure));
    }
  }
  process.exit();
}

/** Whether a figure has a name, or begins with it: `overview1m` stands for `overview1m.ms` and the others. */
function isOf(figure: string, name: string): boolean {
  return figure === name || figure.startsWith(`${name}.`);
}

function jsonLine({ name, value, unit, peer, ratio }: Figure): string {
  return JSON.stringify({ name, value, unit, peer, ratio });
}

function tableLine({ name, value, unit, peer, ratio, bound, note }: Figure): string {
  const amount = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value);
  return [
    name.padEnd(30),
    `${amount} ${unit}`.padStart(16),
    peer === undefined ? '' : `  ${ratio?.toFixed(2)} × ${peer}`,
    bound === undefined ? '' : `  at most ${bound} ${unit}`,
    note === undefined ? '' : `  ${note}`,
  ].join('');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
