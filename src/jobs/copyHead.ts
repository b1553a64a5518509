import * as l10n from '@vscode/l10n';
import { localTimeText } from './formats.js';
import { code, codeAtStart, fill, join, plain, type RichText, strong } from './richText.js';

/** What a copied text is about: the first lines of each summary and table. */
export interface CopyHead {
  /** A sentence of the extension itself. */
  readonly headline: string;
  /** The connection with its account, on one line. */
  readonly connection: string;
  /** The filter, in words; empty if there is none. */
  readonly filter: string;
  readonly regions: readonly RegionCoverage[];
}

/** Which jobs of a region were read. */
export interface RegionCoverage {
  readonly region: string;
  /** Whether all jobs that belong here were read. */
  readonly isComplete: boolean;
  /** Why some are missing, if known. */
  readonly failure?: string | undefined;
  /** When the oldest of the jobs were read. */
  readonly readAt: Date | undefined;
}

/** The lines of a head. Texts from AWS and its users are {@link code}. */
export function headLines({ connection, filter, headline, regions }: CopyHead, locale: string): RichText[] {
  return [
    strong(plain(headline)),
    codeAtStart(connection),
    filter === '' ? plain('') : fill(l10n.t('Filter: {filter}'), { filter: code(filter) }),
    ...regions.map((region) => coverageLine(region, regions.length > 1, locale)),
  ].filter(({ text }) => text !== '');
}

function coverageLine(
  { failure, isComplete, readAt, region }: RegionCoverage,
  isNamed: boolean,
  locale: string,
): RichText {
  const time = readAt && l10n.t('read {time}', { time: localTimeText(readAt, locale) });
  const coverage = isComplete
    ? l10n.t('complete')
    : failure === undefined
      ? l10n.t('not all could be read')
      : fill(l10n.t('not all could be read: {reason}'), { reason: code(failure) });
  return join([isNamed && code(region), time, coverage], ', ');
}
