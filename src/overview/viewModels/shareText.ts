/**
 * A share of 0 to 1 as a percentage with one decimal: `42.5%`. Only 0 becomes 0%, and only 1 becomes 100%.
 */
export function shareText(share: number, locale: string | undefined): string {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const isWhole = share === 0 || share === 1;
  return percent.format(isWhole ? share : Math.min(0.999, Math.max(0.001, share)));
}
