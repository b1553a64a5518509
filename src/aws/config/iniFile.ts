import { indentOf, pythonLines, pythonStrip, pythonStripEnd } from './pythonText.js';

/** The value of a setting: a string, or nested settings if the first line of the value is empty. */
export type IniValue = string | ReadonlyMap<string, string>;

/** Settings by name, in lower case. */
export type Settings = ReadonlyMap<string, IniValue>;

/** A section of an INI file. */
export interface IniSection {
  readonly header: string;
  /** The line of its header, from 1. */
  readonly line: number;
  readonly settings: Settings;
}

/** Why a file is not valid. */
export type IniFault =
  | 'byteOrderMark'
  | 'duplicateSection'
  | 'duplicateSetting'
  | 'noSection'
  | 'notASetting'
  | 'notText';

/** The sections of a file in their order, or the line for which the AWS CLI rejects the file. */
export type IniFile =
  | { readonly sections: readonly IniSection[] }
  | { readonly fault: IniFault; readonly line: number };

/** The string value of a setting; undefined if it is missing or has nested settings. */
export function textOf(settings: Settings, name: string): string | undefined {
  const value = settings.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** The value of a nested setting, such as `endpoint_url` in `backup`. */
export function nestedTextOf(settings: Settings, name: string, nestedName: string): string | undefined {
  const value = settings.get(name);
  return typeof value === 'object' ? value.get(nestedName) : undefined;
}

/**
 * Parses an AWS file by the rules of the AWS CLI: Python's `configparser.RawConfigParser`, and botocore's
 * nested settings. Comments are whole lines. A header ends at the last bracket of its line, and anything may
 * follow. A line with a deeper indent than its setting continues the value. The settings of `[DEFAULT]` apply
 * to all sections.
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

class IniReader {
  readonly #sections = new Map<string, OpenSection>();
  readonly #defaults: OpenSection = { header: defaultsHeader, line: 0, settings: new Map() };
  #section: OpenSection | undefined;
  #setting: OpenSetting | undefined;
  #indent = 0;

  /** The fault of the line; undefined if it is valid. */
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
      const values = new Map<string, IniValue>();
      for (const [name, setting] of new Map([...this.#defaults.settings, ...settings])) {
        const value = settingValue(setting);
        if (value === undefined) return { fault: 'notASetting', line: setting.line };
        values.set(name, value);
      }
      sections.push({ header, line, settings: values });
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

/** The settings of this section are the defaults of all others. */
const defaultsHeader = 'DEFAULT';

function settingValue({ lines }: OpenSetting): IniValue | undefined {
  const text = pythonStripEnd(lines.join('\n'));
  return text.startsWith('\n') ? nestedSettings(text) : text;
}

/** The settings in an indented text; undefined if a line is not a setting. */
function nestedSettings(text: string): ReadonlyMap<string, string> | undefined {
  const nested = new Map<string, string>();
  for (const line of pythonLines(text)) {
    const content = pythonStrip(line);
    if (content === '') continue;
    const delimiter = content.indexOf('=');
    if (delimiter < 0) return undefined;
    nested.set(pythonStrip(content.slice(0, delimiter)), pythonStrip(content.slice(delimiter + 1)));
  }
  return nested;
}
