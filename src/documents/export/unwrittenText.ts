import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { UnwrittenFileError } from './diskFile.js';

/** The message for a file that could not be written. */
export function unwrittenText({ message, reason }: UnwrittenFileError): string {
  switch (reason) {
    case 'elsewhere':
      return l10n.t('The export is complete, but could not be renamed: it is in {file}', { file: message });
    case 'noFile':
      return l10n.t('{name} is not a file. Choose another name', { name: path.basename(message) });
    case 'noFolder':
      return l10n.t('The folder does not exist');
    case 'noSpace':
      return l10n.t('There is no space left on the disk');
    case 'notPermitted':
      return l10n.t('You do not have permission to write there');
    case 'tooLong':
      return l10n.t('A file here can have at most {size} MB. Save to a disk, or export fewer jobs', {
        size: Math.floor(Number(message) / 2 ** 20),
      });
    case 'other':
      return message;
  }
}
