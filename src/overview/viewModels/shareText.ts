/**
 * A share of 0 to 1 as a percentage, to a tenth: `42.5%`. What is more than nothing never reads as 0%, and
 * what is less than all never as 100%.
 */
export function shareText(share: number, locale: string | undefined): string {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const isWhole = share === 0 || share === 1;
  return percent.format(isWhole ? share : Math.min(0.999, Math.max(0.001, share)));
}
