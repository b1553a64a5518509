import assert from 'node:assert/strict';
import { rowChanges } from '../../../src/tree/rowChanges.js';
import type { Row } from '../../../src/tree/rows.js';
import { ShownRows } from '../../../src/tree/shownRows.js';

/**
 * Rows as `id:text`, followed by the rows below them. A text that ends with ! requires that its row is
 * rebuilt.
 */
type Tree = readonly (string | readonly [string, Tree])[];

interface TestRow {
  readonly kind: 'group' | 'job';
  readonly id: string;
  readonly text: string;
  readonly parent: Row | undefined;
}

const textOf = (row: Row) => (row as unknown as TestRow).text;

function rowsOf(tree: Tree, parent?: Row): { readonly row: Row; readonly below: Tree | undefined }[] {
  return tree.map((one) => {
    const [name, below] = typeof one === 'string' ? [one, undefined] : one;
    const [id = '', text = ''] = name.split(':');
    const row: TestRow = { kind: id === id.toUpperCase() ? 'group' : 'job', id, text, parent };
    return { row: row as unknown as Row, below };
  });
}

/** Visits the rows at the top, without a parent, and then those below each row. */
function visitRows(
  tree: Tree,
  visit: (parent: Row | undefined, rows: readonly Row[]) => void,
  parent?: Row,
): void {
  const rows = rowsOf(tree, parent);
  visit(
    parent,
    rows.map(({ row }) => row),
  );
  for (const { below, row } of rows) if (below !== undefined) visitRows(below, visit, row);
}

function changes(before: Tree, after: Tree): (string | undefined)[] {
  const shown = new ShownRows();
  visitRows(before, (parent, rows) => shown.set(parent, rows));
  const next = new Map<string | undefined, readonly Row[]>();
  visitRows(after, (parent, rows) => next.set(parent?.id, rows));
  return rowChanges(shown, {
    rowsBelow: (parent) => next.get(parent?.id),
    isOther: (one, other) => textOf(one) !== textOf(other),
    isLive: (_, other) => !textOf(other).endsWith('!'),
  }).map((row) => row?.id);
}

describe('The rows that VS Code has to request again', () => {
  const before: Tree = [
    ['DEV:1', ['a:', 'b:']],
    ['PROD:2', [['FAILED:2', ['c:', 'd:']], 'RUNNING:0']],
  ];

  it('are none if nothing looks different, or the rows below have to be loaded first', () => {
    assert.deepEqual(changes(before, before), []);
    assert.deepEqual(changes(before, ['DEV:1', 'PROD:2']), []);
  });

  it('are single rows if only these look different', () => {
    assert.deepEqual(changes(before, [['DEV:1', ['a:5 %', 'b:7 %']], 'PROD:2']), ['a', 'b']);
    assert.deepEqual(changes(before, ['DEV:3', 'PROD:2']), ['DEV']);
  });

  it('are only the parent if rows are added, removed or rebuilt', () => {
    assert.deepEqual(changes(before, [['DEV:1', ['a:', 'b:', 'x:']], 'PROD:2']), ['DEV']);
    assert.deepEqual(changes(before, ['DEV:1', ['PROD:2', [['FAILED:3!', ['c:']], 'RUNNING:0']]]), ['PROD']);
    assert.deepEqual(changes(before, ['DEV:1']), [undefined]);
  });

  it('are all rows if several groups look different, or a row has moved to another group', () => {
    assert.deepEqual(changes(before, ['DEV:4', 'PROD:5']), [undefined]);
    assert.deepEqual(changes(before, [['DEV:1', ['a:', 'b:', 'c:']], 'PROD:2']), [undefined]);
  });
});
