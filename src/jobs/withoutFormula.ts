/**
 * Prevents spreadsheets from reading a text as a formula. As OWASP recommends, inserts an apostrophe before a
 * text that begins with `=`, `+`, `-`, `@`, a tab or a line break, even after spaces, quotes or semicolons.
 * Also inserts one after each semicolon, tab and line break in the text that precedes such a sign, because a
 * spreadsheet that splits cells at semicolons, or ignores quotes, starts a cell there. Removing one
 * apostrophe at each of these places restores the original text.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function withoutFormula(text: string): string {
  const separated = anyCellStart.test(text) ? withApostrophes(text) : text;
  return dangerousStart.test(text) ? `'${separated}` : separated;
}

/** The text that {@link withoutFormula} has made another one of. */
export function withFormula(guarded: string): string {
  if (!guarded.includes("'")) return guarded;
  const text = guarded.startsWith("'") && dangerousStart.test(guarded.slice(1)) ? guarded.slice(1) : guarded;
  return guardedCellStart.test(text) ? withoutApostrophes(text) : text;
}

/** Removes the apostrophes that {@link withApostrophes} has inserted. */
function withoutApostrophes(text: string): string {
  const kept: string[] = [];
  let end = text.length;
  let leadsToSign = false;
  for (let place = text.length - 1; place >= 0; place--) {
    const unit = text.charCodeAt(place);
    const isPair = isLowSurrogate(unit) && isHighSurrogate(text.charCodeAt(place - 1));
    const character = isPair ? text.slice(place - 1, place + 1) : text.charAt(place);
    if (sign.test(character)) leadsToSign = true;
    else if (!blank.test(character)) leadsToSign = false;
    else if (leadsToSign && unit === apostrophe && cellStart.test(text.charAt(place - 1))) {
      kept.push(text.slice(place + 1, end));
      end = place;
      // Only one of several apostrophes has been inserted, and the separator is no apostrophe.
      place--;
    }
    if (isPair) place--;
  }
  kept.push(text.slice(0, end));
  return kept.reverse().join('');
}

/**
 * Inserts an apostrophe at each place where a cell may start, if only blanks are between it and a sign. Works
 * backward, so that the next sign is known, in a buffer of twice the length: a pattern with a callback takes
 * seconds for ten million characters.
 */
function withApostrophes(text: string): string {
  const units = new Uint16Array(text.length * 2);
  let first = units.length;
  let leadsToSign = false;
  for (let place = text.length - 1; place >= 0; place--) {
    const unit = text.charCodeAt(place);
    const before = text.charCodeAt(place - 1);
    const isPair = isLowSurrogate(unit) && isHighSurrogate(before);
    const character = isPair ? text.slice(place - 1, place + 1) : text.charAt(place);
    if (sign.test(character)) leadsToSign = true;
    else if (!blank.test(character)) leadsToSign = false;
    else if (leadsToSign && cellStart.test(character)) units[--first] = apostrophe;
    units[--first] = unit;
    if (!isPair) continue;
    units[--first] = before;
    place--;
  }
  return Buffer.from(units.buffer, first * 2).toString('utf16le');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** Some spreadsheets in East Asian languages read the full-width forms like the plain ones. */
const signs = '=+\\-@＝＋－＠';
const blanks = '\\s\\p{Cf}\'";';
const sign = new RegExp(`^[${signs}]$`);
const blank = new RegExp(`^[${blanks}]$`, 'u');
const cellStart = /^[;\t\r\n]$/;
const anyCellStart = /[;\t\r\n]/;
const guardedCellStart = /[;\t\r\n]'/;
const dangerousStart = new RegExp(`^[${blanks}]*[${signs}\\t\\r\\n]`, 'u');
const apostrophe = 0x27;
