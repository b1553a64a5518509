import cronstrue from 'cronstrue';
import 'cronstrue/locales/cs.js';
import 'cronstrue/locales/de.js';
import 'cronstrue/locales/es.js';
import 'cronstrue/locales/fr.js';
import 'cronstrue/locales/it.js';
import 'cronstrue/locales/ja.js';
import 'cronstrue/locales/ko.js';
import 'cronstrue/locales/pl.js';
import 'cronstrue/locales/pt_BR.js';
import 'cronstrue/locales/ru.js';
import 'cronstrue/locales/tr.js';
import 'cronstrue/locales/zh_CN.js';
import 'cronstrue/locales/zh_TW.js';
import { cronFields } from './cron.js';

/**
 * Describes an AWS cron expression: "At 05:00, only on Monday". Returns the expression itself if the library
 * cannot describe it. `locale` is a BCP 47 language tag. Languages that VS Code does not have fall back to
 * English.
 */
export function cronWords(expression: string, locale: string): string {
  const fields = cronFields(expression);
  // The library misreads the asterisk in `5,*` as a number.
  if (fields.some((field) => field.includes('*') && field.includes(','))) return expression;
  try {
    return cronstrue.toString(['0', ...fields].join(' '), {
      dayOfWeekStartIndexZero: false,
      locale: localeName(locale),
      use24HourTimeFormat: true,
    });
  } catch {
    return expression;
  }
}

function localeName(locale: string): string {
  const [language = '', region = ''] = locale.split('-');
  const names = [`${language.toLowerCase()}_${region.toUpperCase()}`, language.toLowerCase()];
  return names.find((name) => localeNames.has(name)) ?? 'en';
}

/** The display languages of VS Code, under the names of the library. */
const localeNames: ReadonlySet<string> = new Set(
  'cs de es fr it ja ko pl pt_BR ru tr zh_CN zh_TW'.split(' '),
);
