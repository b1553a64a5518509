import * as l10n from '@vscode/l10n';
import { numberText } from '../../jobs/formats.js';
import type { ViewModelContext } from './viewModelContext.js';

/** The title of the rows that are accepted as known issues: `Known issues · 2`. They are counted apart. */
export function knownGroupText(count: number, { locale }: ViewModelContext): string {
  return l10n.t('{title} · {count}', { title: l10n.t('Known issues'), count: numberText(count, locale) });
}
