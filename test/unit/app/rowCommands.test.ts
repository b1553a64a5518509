import assert from 'node:assert/strict';
import type { AppParts } from '../../../src/app/appParts.js';
import type { Command } from '../../../src/app/command.js';
import { commandTable } from '../../../src/app/commandTable.js';
import type { Branch, Row } from '../../../src/tree/rows.js';

const branch = { id: 'vault', list: {}, dimensions: [] } as unknown as Branch;
const others = [{ kind: 'job' }, { kind: 'chunk', branch }, { kind: 'failure', branch }];

describe('A command of a row’s menu', () => {
  it('loads or stops nothing for rows without that menu, which are selected with the row', async () => {
    const rows = [...others, { kind: 'group', ...branch }, { kind: 'loadMore', branch }] as Row[];
    const [group, more] = [
      ['vault', 'group'],
      ['vault', 'loadMore'],
    ] as const;
    for (const [name, called] of [
      ['loadMore', [group, more]],
      ['loadAll', [group, more]],
      ['stopLoading', [more]],
    ] as const)
      assert.deepEqual(await callsOf(name, rows), called, name);
  });
});

/** For which branches the tree is called, with the kind of the row; undefined is the whole tree. */
async function callsOf(name: 'loadAll' | 'loadMore' | 'stopLoading', rows: readonly Row[]) {
  const calls: (readonly [string | undefined, string])[] = [];
  const command: Command = commandTable[name];
  for (const row of rows) {
    const call = (target?: Branch) => calls.push([target?.id, row.kind]);
    await command.row?.(row, { tree: { [name]: call } } as unknown as AppParts);
  }
  return calls;
}
