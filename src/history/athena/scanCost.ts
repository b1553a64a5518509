import * as l10n from '@vscode/l10n';
import { bytesText, numberText } from '../../jobs/formats.js';

/**
 * What queries have read, and about what AWS charges for that, in a few words; undefined if there were none.
 *
 * @param scanned the bytes that each query has read
 */
export function scanCostText(scanned: readonly number[], locale: string): string | undefined {
  if (scanned.length === 0) return undefined;
  const sum = (numbers: readonly number[]) => numbers.reduce((known, one) => known + one, 0);
  const facts = {
    bytes: bytesText(sum(scanned), locale),
    price: priceText(sum(scanned.map(dollarsOf)), locale),
  };
  return scanned.length === 1
    ? l10n.t('1 query in this window read {bytes}, {price}', facts)
    : l10n.t('{count} queries in this window read {bytes}, {price}', {
        ...facts,
        count: numberText(scanned.length, locale),
      });
}

/** What one query has read, in a few words. */
export function scanText(bytes: number, locale: string): string {
  return l10n.t('Athena read {bytes}, {price}', {
    bytes: bytesText(bytes, locale),
    price: priceText(dollarsOf(bytes), locale),
  });
}

/**
 * About what AWS charges for a query, in US dollars: 5 for each TB, which some regions exceed, and never less
 * than for 10 MB.
 *
 * @see https://aws.amazon.com/athena/pricing/
 */
function dollarsOf(bytes: number): number {
  return bytes === 0 ? 0 : Math.max(bytes, minBytes) * dollarsPerByte;
}

function priceText(dollars: number, locale: string): string {
  if (dollars < 0.01) return l10n.t('less than {price}', { price: dollarText(0.01, locale) });
  return l10n.t('about {price}', { price: dollarText(dollars, locale) });
}

function dollarText(dollars: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }).format(dollars);
}

const minBytes = 10 * 1024 ** 2;
const dollarsPerByte = 5 / 1024 ** 4;
