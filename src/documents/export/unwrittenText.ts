import * as l10n from '@vscode/l10n';
import type { UnwrittenFileError } from './diskFile.js';

/** Why a file could not be written, for a person. */
export function unwrittenText({ message, reason }: UnwrittenFileError): string {
  switch (reason) {
    case 'elsewhere':
      return l10n.t('It is whole, but could not take its name: it is in {file}', { file: message });
    case 'noFile':
      return l10n.t('Something that is not a file has this name: choose another name');
    case 'noFolder':
      return l10n.t('The folder is not there');
    case 'noSpace':
      return l10n.t('There is no space left on the disk');
    case 'notPermitted':
      return l10n.t('It is not permitted to write there');
    case 'tooLong':
      return l10n.t(
        'In this place a file is written in one go, up to {size} MB: save to a disk, or export fewer jobs',
        { size: Math.floor(Number(message) / 2 ** 20) },
      );
    case 'other':
      return message;
  }
}
