import { indentOf, pythonLines, pythonStrip, pythonStripEnd } from './pythonText.js';

/**
 * The value of a setting: a text, or the settings below one whose own value is empty, such as those of a
 * service.
 */
export type IniValue = string | ReadonlyMap<string, string>;

/** Settings by their names in lower case. */
export type Settings = ReadonlyMap<string, IniValue>;

/** A section, with its header as it stands between the brackets. */
export interface IniSection {
  readonly header: string;
  /** The line of its header, from 1. */
  readonly line: number;
  readonly settings: Settings;
}

/** Why a file cannot be understood. */
export type IniFault =
  | 'byteOrderMark'
  | 'duplicateSection'
  | 'duplicateSetting'
  | 'noSection'
  | 'notASetting'
  | 'notText';

/**
 * The sections of a file in its order, or the first line that the AWS CLI refuses, which makes it refuse the
 * file.
 */
export type IniFile =
  | { readonly sections: readonly IniSection[] }
  | { readonly fault: IniFault; readonly line: number };

/** The text of a setting; undefined where there is none or it has settings below it. */
export function textOf(settings: Settings, name: string): string | undefined {
  const value = settings.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** A text below a setting, such as the `endpoint_url` of `backup`. */
export function textBelow(settings: Settings, name: string, below: string): string | undefined {
  const value = settings.get(name);
  return typeof value === 'object' ? value.get(below) : undefined;
}

/**
 * Reads an AWS file by the rules of the AWS CLI: Python's `configparser.RawConfigParser`, and botocore's
 * reading of indented settings. A comment is a whole line; a header ends at the last bracket of its line,
 * whatever follows; a line that is indented further than its setting carries on its value; `[DEFAULT]` holds
 * for all sections.
 *
 * @see https://docs.python.org/3.11/library/configparser.html#supported-ini-file-structure
 * @see https://github.com/boto/botocore/blob/develop/botocore/configloader.py
 */
export function parseIniFile(text: string): IniFile {
  if (text.startsWith('\ufeff')) return { fault: 'byteOrderMark', line: 1 };
  const reader = new IniReader();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const fault = line.includes('\0') ? 'notText' : reader.read(line, index + 1);
    if (fault !== undefined) return { fault, line: index + 1 };
  }
  return reader.end();
}

interface OpenSetting {
  readonly line: number;
  readonly lines: string[];
}

interface OpenSection {
  readonly header: string;
  readonly line: number;
  readonly settings: Map<string, OpenSetting>;
}

/** Reads a file line by line. */
class IniReader {
  readonly #sections = new Map<string, OpenSection>();
  readonly #defaults: OpenSection = { header: defaultsHeader, line: 0, settings: new Map() };
  #section: OpenSection | undefined;
  #setting: OpenSetting | undefined;
  #indent = 0;

  /** What is wrong with the line; undefined where nothing is. */
  read(line: string, number: number): IniFault | undefined {
    const content = pythonStrip(line);
    if (/^[#;]/.test(content)) return undefined;
    if (content === '') {
      this.#setting?.lines.push('');
      return undefined;
    }
    const indent = indentOf(line);
    if (this.#setting !== undefined && indent > this.#indent) {
      this.#setting.lines.push(content);
      return undefined;
    }
    this.#indent = indent;
    const [, header] = /^\[(.+)\]/s.exec(content) ?? [];
    if (header !== undefined) return this.#begin(header, number);
    return this.#section === undefined ? 'noSection' : this.#set(this.#section, content, number);
  }

  end(): IniFile {
    const sections: IniSection[] = [];
    for (const { header, line, settings } of this.#sections.values()) {
      const values = valuesOf({ settings: new Map([...this.#defaults.settings, ...settings]) });
      if ('fault' in values) return values;
      sections.push({ header, line, settings: values.values });
    }
    return { sections };
  }

  #begin(header: string, line: number): IniFault | undefined {
    this.#setting = undefined;
    if (header === defaultsHeader) {
      this.#section = this.#defaults;
      return undefined;
    }
    if (this.#sections.has(header)) return 'duplicateSection';
    this.#section = { header, line, settings: new Map() };
    this.#sections.set(header, this.#section);
    return undefined;
  }

  #set({ settings }: OpenSection, content: string, line: number): IniFault | undefined {
    const delimiter = content.search(/[=:]/);
    if (delimiter < 1) return 'notASetting';
    const name = pythonStripEnd(content.slice(0, delimiter)).toLowerCase();
    if (settings.has(name)) return 'duplicateSetting';
    this.#setting = { line, lines: [pythonStrip(content.slice(delimiter + 1))] };
    settings.set(name, this.#setting);
    return undefined;
  }
}

/** Its settings are those of every section that does not have them itself. */
const defaultsHeader = 'DEFAULT';

function valuesOf({
  settings,
}: Pick<OpenSection, 'settings'>): { values: Settings } | { fault: IniFault; line: number } {
  const values = new Map<string, IniValue>();
  for (const [name, { line, lines }] of settings) {
    const text = pythonStripEnd(lines.join('\n'));
    const value = text.startsWith('\n') ? settingsBelow(text) : text;
    if (value === undefined) return { fault: 'notASetting', line };
    values.set(name, value);
  }
  return { values };
}

/** Undefined where one of the lines is no setting. */
function settingsBelow(text: string): ReadonlyMap<string, string> | undefined {
  const below = new Map<string, string>();
  for (const line of pythonLines(text)) {
    const content = pythonStrip(line);
    if (content === '') continue;
    const delimiter = content.indexOf('=');
    if (delimiter < 0) return undefined;
    below.set(pythonStrip(content.slice(0, delimiter)), pythonStrip(content.slice(delimiter + 1)));
  }
  return below;
}
