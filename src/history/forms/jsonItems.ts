/** A JSON value of a file that is one job, as text. */
export interface JsonItem {
  readonly text: string;
  /** The line on which it begins, counted from 1. */
  readonly line: number;
}

/** A place from which on a file is not JSON. */
export interface BrokenJson {
  readonly brokenAt: number;
}

/** A place at which the output of a command says that it has left out jobs. */
export interface CutList {
  readonly cutAt: number;
}

/**
 * The objects of a JSON file of any size, each as text, without parsing the file as a whole. The file is a
 * list of objects, an object with such a list under one of the `listNames`, or objects one after another,
 * with or without line breaks between them. What else is beside a list in an object is left out. If each
 * object is on its own line, a damaged line does not affect the next ones; otherwise, nothing after the
 * damage can be read. An object that is too long counts as damaged; on its own line, its text is empty.
 * A member `NextToken` beside a list is reported at the end: the AWS CLI adds it to a list that it has cut.
 * `onList` is called if there is a list with one of the names. The objects of each piece of text come
 * together.
 */
export async function* jsonItems(
  pieces: AsyncIterable<string>,
  listNames: readonly string[],
  onList = (): void => {},
): AsyncGenerator<readonly JsonPart[], void, undefined> {
  const scanner = new JsonScanner(listNames, onList);
  for await (const piece of pieces) yield [...scanner.add(piece)];
  yield [...scanner.end()];
}

type JsonPart = JsonItem | BrokenJson | CutList;
type Found = Iterable<JsonPart>;

/** Where the scanner is. In `lines`, each line is an item. After `broken`, nothing is read. */
type Mode = 'scanning' | 'lines' | 'broken';

class JsonScanner {
  readonly #listName: RegExp;
  readonly #onList: () => void;
  #mode: Mode = 'scanning';
  /** The text from the start of the current item, or from `#place`. */
  #text = '';
  /** The next character to look at. */
  #place = 0;
  #line = 1;
  /** The start of the current item in `#text`, and its line; undefined between items. */
  #start: number | undefined;
  #startLine = 1;
  /** The open brackets of the current item. */
  #open = '';
  /** The open brackets around the items: of the lists, and of the objects that have them. */
  #around = '';
  #isInString = false;
  /** In `lines`: whether the rest of the current line is dropped, because the line is too long. */
  #isInLongLine = false;
  #items = 0;
  /** The line of a token for more jobs. */
  #tokenLine: number | undefined;

  constructor(listNames: readonly string[], onList: () => void) {
    this.#onList = onList;
    this.#listName = new RegExp(`"(?:${listNames.join('|')})"\\s*:\\s*$`);
  }

  *add(piece: string): Found {
    if (this.#mode === 'broken') return;
    this.#text += piece;
    if (this.#mode === 'scanning') yield* this.#scan();
    if (this.#mode === 'lines') yield* this.#splitLines();
    this.#dropRead();
    if (this.#text.length > maxItemLength) yield* this.#dropLong();
  }

  *end(): Found {
    if (this.#mode === 'lines') yield* this.#isInLongLine ? [] : this.#wholeLine(this.#text);
    else if (this.#mode === 'scanning' && this.#start !== undefined) yield { brokenAt: this.#startLine };
    else if (this.#mode === 'scanning' && this.#around !== '') yield { brokenAt: this.#line };
    if (this.#tokenLine !== undefined) yield { cutAt: this.#tokenLine };
  }

  *#scan(): Found {
    for (; this.#place < this.#text.length; this.#place++) {
      const code = this.#text.charCodeAt(this.#place);
      if (code === newLine) this.#line++;
      if (this.#isInString) {
        if (code === quote) this.#isInString = false;
        else if (code === backslash) {
          // What is escaped may be in the next piece.
          if (this.#place + 1 === this.#text.length) return;
          this.#place++;
        } else if (code < space) return yield* this.#break();
        continue;
      }
      if (code === quote && (this.#start !== undefined || this.#around === '{')) {
        this.#isInString = true;
        if (this.#start === undefined && tokenBefore.test(this.#textBefore())) this.#tokenLine = this.#line;
      } else if (code === openBrace || code === openBracket) this.#opened(code);
      else if (code === closeBrace || code === closeBracket) {
        const item = this.#closed(code);
        if (item === undefined) return yield* this.#break();
        if (item !== 'none') {
          this.#place++;
          yield item;
          if (this.#mustDecideMode() && !this.#decideMode()) return;
          this.#place--;
        }
      } else if (this.#start === undefined && this.#around !== '{' && !isBlankOrComma(code))
        return yield* this.#break();
    }
  }

  #opened(code: number): void {
    const bracket = String.fromCharCode(code);
    if (this.#start === undefined) {
      if (code === openBracket && this.#around === '') {
        this.#around = '[';
        return;
      }
      this.#start = this.#place;
      this.#startLine = this.#line;
      this.#open = bracket;
      return;
    }
    const isList =
      code === openBracket &&
      this.#open === '{' &&
      this.#around === '' &&
      this.#listName.test(this.#textBefore(this.#start));
    if (isList) {
      if (token.test(this.#text.slice(this.#start, this.#place))) this.#tokenLine = this.#startLine;
      this.#onList();
      this.#around = '{[';
      this.#start = undefined;
      this.#open = '';
      return;
    }
    this.#open += bracket;
  }

  /** The text before the place, with at least the name of a member. */
  #textBefore(start = 0): string {
    return this.#text.slice(Math.max(start, this.#place - maxNameLength), this.#place);
  }

  /** The item that a bracket ends, `none` if it ends none; undefined if it closes no bracket. */
  #closed(code: number): JsonItem | 'none' | undefined {
    const opening = code === closeBrace ? '{' : '[';
    if (this.#start === undefined) {
      if (!this.#around.endsWith(opening)) return undefined;
      this.#around = this.#around.slice(0, -1);
      return 'none';
    }
    if (!this.#open.endsWith(opening)) return undefined;
    this.#open = this.#open.slice(0, -1);
    if (this.#open !== '') return 'none';
    const text = this.#text.slice(this.#start, this.#place + 1);
    this.#start = undefined;
    this.#items++;
    // Other members of an object with a list, such as a list of tags.
    return this.#around === '{' ? 'none' : { text, line: this.#startLine };
  }

  #mustDecideMode(): boolean {
    return this.#items === 1 && this.#around === '' && this.#startLine === this.#line;
  }

  /** Decides by what follows the first object. False if that is not known yet. */
  #decideMode(): boolean {
    const next = /^[ \t\r]*([^ \t\r])/.exec(this.#text.slice(this.#place, this.#place + 1000))?.[1];
    if (next === undefined) {
      this.#items = 0;
      return false;
    }
    if (next !== '\n') return true;
    this.#mode = 'lines';
    return false;
  }

  *#splitLines(): Found {
    let start = this.#place;
    for (;;) {
      const end = this.#text.indexOf('\n', start);
      if (end === -1) break;
      if (!this.#isInLongLine) yield* this.#wholeLine(this.#text.slice(start, end));
      this.#isInLongLine = false;
      this.#line++;
      start = end + 1;
    }
    this.#place = start;
  }

  *#wholeLine(text: string): Found {
    if (text.trim() !== '') yield { text, line: this.#line };
  }

  /** Drops an item that is too long for memory. */
  *#dropLong(): Found {
    if (this.#mode === 'scanning') return yield* this.#break();
    if (!this.#isInLongLine) yield { text: '', line: this.#line };
    this.#isInLongLine = true;
    this.#text = '';
    this.#place = 0;
  }

  *#break(): Found {
    this.#mode = 'broken';
    yield { brokenAt: this.#start === undefined ? this.#line : this.#startLine };
  }

  #dropRead(): void {
    const nameLength = this.#around === '{' ? maxNameLength : 0;
    const kept =
      this.#mode === 'broken' ? this.#text.length : (this.#start ?? Math.max(this.#place - nameLength, 0));
    if (kept === 0) return;
    this.#text = this.#text.slice(kept);
    this.#place -= kept;
    if (this.#start !== undefined) this.#start = 0;
  }
}

function isBlankOrComma(code: number): boolean {
  return code === space || code === newLine || code === 0x0d || code === 0x09 || code === 0x2c;
}

/** In characters: a job with its longest texts has less than 100,000. */
const maxItemLength = 16_000_000;
/** A member that the AWS CLI and the API add to a list that is not all. */
const token = /"NextToken"\s*:\s*"/;
const tokenBefore = /"NextToken"\s*:\s*$/;
/** In characters: the name of a list, with the blanks around it. */
const maxNameLength = 200;
const [space, newLine, quote, backslash] = [0x20, 0x0a, 0x22, 0x5c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
