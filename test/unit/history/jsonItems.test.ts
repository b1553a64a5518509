import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonItems } from '../../../src/history/forms/jsonItems.js';

describe('The objects of a JSON file', () => {
  it('are the same however the file is laid out and cut into pieces', async () => {
    const anyObject = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyObject, { maxLength: 5 }),
        fc.constantFrom(...Object.values(layouts)),
        fc.integer({ min: 1, max: 50 }),
        async (objects, layout, length) => {
          const read = await itemsOf(piecesOf(layout(objects), length));
          assert.deepEqual(
            read.flatMap((item) => ('text' in item ? JSON.parse(item.text) : 'cutAt' in item ? [] : item)),
            JSON.parse(JSON.stringify(objects)),
          );
        },
      ),
    );
  });

  it('have the line on which they begin', async () => {
    const lineOf = async (text: string) =>
      (await itemsOf([text])).map((item) =>
        'line' in item ? item.line : 'brokenAt' in item ? -item.brokenAt : undefined,
      );
    assert.deepEqual(
      await lineOf('{\n "BackupJobs": [\n  {"a": "\\n"},\n  {\n   "b": 1 }, {}\n]}'),
      [3, 4, 5],
    );
    assert.deepEqual(await lineOf('{"a":1}\r\n\r\n{"a":2}\r\n{"a"'), [1, 3, 4]);
    assert.deepEqual(await lineOf('{"a":1}{"a":2}\n{"a":3}'), [1, 1, 2]);
  });

  it('after a damaged line are still read, if each is on its own line', async () => {
    assert.deepEqual(await itemsOf(['{"a":1}\n{"a": {[\n{"a":3}\n']), [
      { text: '{"a":1}', line: 1 },
      { text: '{"a": {[', line: 2 },
      { text: '{"a":3}', line: 3 },
    ]);
  });

  it('end where a file is cut or is not JSON, which is reported', async () => {
    const [first] = await itemsOf(['{"BackupJobs": [{"a": 1}]}']);
    for (const [text, brokenAt] of [
      ['{"BackupJobs": [{"a": 1}', 1],
      ['{"BackupJobs": [{"a": 1},\n{"a": "x', 2],
      ['{"BackupJobs": [{"a": 1},\n\n{"a": ]}', 3],
      ['{"BackupJobs": [{"a": 1},\n\n{"a": "\n"}]}', 3],
      ['{"BackupJobs": [{"a": 1},\n{}]}\n]', 3],
      ['[{"a": 1}, 5]', 1],
      ['[{"a": 1}, "{}"]', 1],
    ] as const) {
      const read = await itemsOf([text]);
      assert.deepEqual([read[0], read.at(-1)], [first, { brokenAt }], text);
    }
    assert.deepEqual(await itemsOf(['<html>']), [{ brokenAt: 1 }]);
    assert.deepEqual(await itemsOf(['']), []);
  });

  it('that are too long are dropped, and those on other lines are read', async () => {
    const long = Array.from({ length: 20 }, () => 'x'.repeat(1_000_000));
    assert.deepEqual(await itemsOf(['{"a":1}\n{"a":"', ...long, '"}\n{"a":3}\n']), [
      { text: '{"a":1}', line: 1 },
      { text: '', line: 2 },
      { text: '{"a":3}', line: 3 },
    ]);
    assert.deepEqual(await itemsOf(['[{"a":1},\n{"a":"', ...long, '"}\n]']), [
      { text: '{"a":1}', line: 1 },
      { brokenAt: 2 },
    ]);
  });
});

const layouts = {
  lines: (objects: readonly object[]) => objects.map((one) => `${JSON.stringify(one)}\n`).join(''),
  oneLine: (objects: readonly object[]) => objects.map((one) => JSON.stringify(one)).join(''),
  list: (objects: readonly object[]) => JSON.stringify(objects),
  indentedList: (objects: readonly object[]) => JSON.stringify(objects, null, 2),
  named: (objects: readonly object[]) =>
    JSON.stringify({
      message: 'a "[{\\',
      other: [{}],
      BackupJobs: objects,
      NextToken: ']}',
      more: { a: [{}] },
    }),
  indentedNamed: (objects: readonly object[]) => JSON.stringify({ reportItems: objects }, null, 4),
  severalNamed: (objects: readonly object[]) =>
    objects.map((one) => JSON.stringify({ BackupJobs: [one] }, null, 1)).join('\n'),
};

function* piecesOf(text: string, length: number): Generator<string> {
  for (let place = 0; place < text.length; place += length) yield text.slice(place, place + length);
}

async function itemsOf(pieces: Iterable<string>) {
  const items = [];
  const stream = (async function* () {
    yield* pieces;
  })();
  for await (const some of jsonItems(stream, ['BackupJobs', 'reportItems'])) items.push(...some);
  return items;
}
