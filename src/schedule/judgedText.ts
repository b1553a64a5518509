import * as l10n from '@vscode/l10n';

/** How many pairs of a resource and a rule are judged, in a sentence. */
export function judgedText(judged: number, all: number, locale: string): string {
  const number = new Intl.NumberFormat(locale);
  const counts = { judged: number.format(judged), all: number.format(all) };
  if (all === 0) return l10n.t('The jobs name no schedule that can be judged.');
  if (all === 1)
    return judged === 1
      ? l10n.t('Judged: the only pair of a resource and a rule.')
      : l10n.t('Not judged: the only pair of a resource and a rule.');
  return judged === all
    ? l10n.t('Judged: all {all} pairs of a resource and a rule.', counts)
    : l10n.t('Judged: {judged} of {all} pairs of a resource and a rule.', counts);
}
