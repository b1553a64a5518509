import * as l10n from '@vscode/l10n';
import { code, plain, type RichText } from '../../jobs/richText.js';
import { hasRightToLeft } from '../../jobs/rightToLeft.js';

/** Writes numbers and times of a report. */
export class ReportFormat {
  readonly locale: string;
  readonly #number: Intl.NumberFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;

  constructor(locale: string) {
    this.locale = locale;
    this.#number = new Intl.NumberFormat(locale);
    this.#time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.#day = new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
    });
    this.#date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  }

  count(count: number): string {
    return this.#number.format(count);
  }

  /** A local time: `Nov 28, 2026, 3:12 AM`. */
  time(time: Date | number): string {
    return this.#time.format(time);
  }

  /** A local day with its weekday. */
  day(day: Date): string {
    return this.#day.format(day);
  }

  /** A local day. */
  date(time: Date): string {
    return this.#date.format(time);
  }

  /** The first texts of a list, and the number of the others. */
  listed(texts: readonly string[], max = 40): string {
    const shown = texts.slice(0, max).join('; ');
    const others = texts.length - max;
    return others > 0
      ? l10n.t('{list}; and {count} more', { list: shown, count: this.count(others) })
      : shown;
  }
}

/** A text that may come from AWS, as code unless it can have no meaning in Markdown and reorders nothing. */
export function harmless(text: string): RichText {
  return !hasRightToLeft(text) &&
    /^[\p{L}\p{N} ,:./()'’-]{1,200}$/u.test(text) &&
    !/^[\s-]|:\/\/|\s$|\p{L}\.\p{L}/u.test(text)
    ? plain(text)
    : code(text);
}
