/**
 * The rows of a CSV text by RFC 4180, each cell as written, with its apostrophes; undefined is an empty cell
 * without quotes.
 */
export function readCsv(text: string): (string | undefined)[][] {
  const rows: (string | undefined)[][] = [];
  let row: (string | undefined)[] = [];
  let place = 0;
  while (place < text.length) {
    const [cell, end] = text[place] === '"' ? quotedCell(text, place + 1) : plainCell(text, place);
    row.push(cell);
    if (text[end] === ',') {
      place = end + 1;
      continue;
    }
    if (text.slice(end, end + 2) !== '\r\n') throw new Error(`No cell ends so: ${text.slice(end, end + 20)}`);
    rows.push(row);
    row = [];
    place = end + 2;
  }
  if (row.length > 0) throw new Error('The last row has no end');
  return rows;
}

/**
 * The original text of a cell, without the apostrophes that keep spreadsheets from reading it as a formula.
 */
export function plainText(cell: string): string {
  let text = '';
  for (let place = 0; place < cell.length; place++) {
    const isStart = place === 0;
    const begins = isStart || ';\t\r\n'.includes(cell[place - 1] ?? '');
    const leads = (
      isStart ? /^[\s\p{Cf}'";]*[=+\-@＝＋－＠\t\r\n]/u : /^[\s\p{Cf}'";]*[=+\-@＝＋－＠]/u
    ).test(cell.slice(place + 1));
    if (!(begins && cell[place] === "'" && leads)) text += cell[place];
  }
  return text;
}

function quotedCell(text: string, start: number): [cell: string, end: number] {
  for (let place = start; ; place++) {
    place = text.indexOf('"', place);
    if (place < 0) throw new Error('A quote is not closed');
    if (text[place + 1] !== '"') return [text.slice(start, place).replaceAll('""', '"'), place + 1];
    place++;
  }
}

function plainCell(text: string, start: number): [cell: string | undefined, end: number] {
  const [cell = ''] = /[^,\r\n"]*/y.exec(text.slice(start, start + 1_000_000)) ?? [];
  return [cell || undefined, start + cell.length];
}
