import * as l10n from '@vscode/l10n';
import type { RefusedValue } from './cliCommand.js';
import type { Shell } from './shell.js';
import { shellTitle } from './shellInUse.js';

/** Why a command was not copied, and what to do. */
export function refusalText(refused: RefusedValue, shell: Shell): string {
  const texts = [l10n.t('Nothing was copied.'), reasonText(refused, shellTitle(shell))];
  if (refused.reason !== 'messagePattern')
    texts.push(l10n.t('To copy it for another shell, change the setting backupJobs.shell.'));
  return texts.join(' ');
}

function reasonText(refused: RefusedValue, shell: string): string {
  const names = { option: 'option' in refused ? refused.option : '', shell };
  switch (refused.reason) {
    case 'unprintable':
      return l10n.t(
        'The value of {option} has a line break or another invisible character, which is not safe to paste into {shell}.',
        names,
      );
    case 'doubleQuote':
      return l10n.t(
        'The value of {option} has a double quote, which does not reach the AWS CLI unchanged from {shell}.',
        names,
      );
    case 'percent':
      return l10n.t(
        'The value of {option} has a percent sign, which Windows may replace by a variable.',
        names,
      );
    case 'operator':
      return l10n.t(
        'The value of {option} has one of & | < > ^ ( ) and no space, which is not safe in {shell} where “aws” is a batch file.',
        names,
      );
    case 'trailingBackslash':
      return l10n.t(
        'The value of {option} has a space and ends in a backslash, which does not reach the AWS CLI unchanged from {shell}.',
        names,
      );
    case 'empty':
      return l10n.t('The value of {option} is empty, and {shell} drops an empty value.', names);
    case 'address':
      return l10n.t(
        'The value of {option} starts like a URL, which the AWS CLI would open. It can be written only as JSON, but {shell} does not pass on the double quotes.',
        names,
      );
    case 'backslash':
      return l10n.t(
        'The value of {option} has a backslash that can be written only as JSON, but {shell} does not pass on the double quotes.',
        names,
      );
    case 'messagePattern':
      return l10n.t(
        'The AWS CLI cannot filter by what status messages have in common. Copy the command of one of its jobs.',
      );
    case 'tooLong':
      return l10n.t('The command is longer than {bytes} bytes, the limit of {shell}.', {
        bytes: refused.maxBytes,
        shell,
      });
  }
}
