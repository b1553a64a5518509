/**
 * A text that no spreadsheet takes for a formula: OWASP's apostrophe stands before what begins with `=`, `+`, `-`, `@`, a tab or
 * a line break, also where blanks, quotes or semicolons come first, and also in the middle of a text, after each semicolon, tab and line break
 * that leads to such a sign: a spreadsheet that cuts cells at semicolons, or minds no quotes, would begin a cell there. Who wants
 * the very text back takes one apostrophe away at each of these places.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function withoutFormula(text: string): string {
  const apart = text.replaceAll(leadIn, (blanks) => blanks.replaceAll(cellStart, "$&'"));
  return dangerousStart.test(text) ? `'${apart}` : apart;
}

/** The wide forms are what some spreadsheets in East Asian languages read as the plain ones. */
const signs = '=+\\-@＝＋－＠';
const blank = '\\s\\p{Cf}\'";';
/** It begins where no blank comes before, so that a long run is looked at once. */
const leadIn = new RegExp(`(?<![${blank}])[${blank}]+(?=[${signs}])`, 'gu');
const dangerousStart = new RegExp(`^[${blank}]*[${signs}\\t\\r\\n]`, 'u');
const cellStart = /[;\t\r\n]/g;
