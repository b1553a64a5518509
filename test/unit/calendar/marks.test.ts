import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type Cell, cellCode, cellOf, cellResults } from '../../../src/calendar/calendarCell.js';
import { stateLook, toneColors } from '../../../src/editor/stateLook.js';
import { stateOrder } from '../../../src/jobs/jobStates.js';

describe('The marks of the calendar', () => {
  it('have the icons of the states in the tree, each another one', async () => {
    const css = await readFile('src/calendar/webview/calendarMarks.css', 'utf8');
    const shown = stateOrder.map((state) => {
      const name = state.replaceAll(' ', '-');
      return new RegExp(`\\.result-${name}::before \\{\\n  content: "\\\\([0-9a-f]+)"`).exec(css)?.[1];
    });
    const mapping = JSON.parse(
      await readFile('node_modules/@vscode/codicons/src/template/mapping.json', 'utf8'),
    ) as Readonly<Record<string, readonly string[]>>;
    const codes = new Map(
      Object.entries(mapping).flatMap(([code, names]) =>
        names.map((name) => [name, Number(code).toString(16)] as const),
      ),
    );
    assert.deepEqual(
      shown,
      stateOrder.map((state) => codes.get(stateLook(state).icon)),
    );
    assert.equal(new Set(shown).size, stateOrder.length);
  });

  it('have the colors of the states in the tree', async () => {
    const css = await readFile('src/calendar/webview/calendarMarks.css', 'utf8');
    const colors = [
      ...css.matchAll(/((?:\.result-[\w-]+,?\s)+)\{\s+--tone: var\(--vscode-([\w-]+)/g),
    ].flatMap((rule) => [...(rule[1] ?? '').matchAll(/result-([\w-]+)/g)].map(([, name]) => [name, rule[2]]));
    const shown = new Map(colors as [string, string][]);
    assert.deepEqual(
      stateOrder.map((state) => shown.get(state.replaceAll(' ', '-'))),
      stateOrder.map((state) => toneColors[stateLook(state).tone].replaceAll('.', '-')),
    );
  });

  it('are single characters that JSON does not escape, and keep their result and doubt', () => {
    const cells = cellResults.flatMap((result) =>
      (['known', 'notJudged', 'unread'] as const).map((doubt): Cell => ({ result, doubt })),
    );
    const text = String.fromCharCode(
      ...cells.map(({ doubt, result }) => cellCode(cellResults.indexOf(result), doubt)),
    );
    assert.equal(JSON.stringify(text), `"${text}"`);
    assert.deepEqual(
      [...text].map((character) => cellOf(character.charCodeAt(0))),
      cells,
    );
  });
});
