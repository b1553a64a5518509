import * as l10n from '@vscode/l10n';
import { JobSourceError } from '../../jobs/jobSource.js';
import { withoutSecrets } from '../../jobs/secrets.js';
import { commandWords } from '../config/shellWords.js';
import { sentences } from '../failureRow.js';

/** The ways in which a `credential_process` can fail. */
export type ProcessFault = 'command' | 'exit' | 'expired' | 'json' | 'keys' | 'start' | 'tooLong' | 'version';

/**
 * The failure of a program that should print credentials. `complaint` is its standard error or a system error
 * code. The failure quotes neither the standard output nor the commands in the AWS files, because both may
 * contain secrets.
 */
export function processFailure(
  fault: ProcessFault,
  context: { readonly profile: string; readonly commands: readonly string[] },
  complaint = '',
): JobSourceError {
  const { commands, profile } = context;
  const hasFailed = fault === 'exit' || fault === 'start';
  return new JobSourceError({
    kind: 'credentials',
    summary: hasFailed
      ? l10n.t('The credential_process of the profile “{profile}” failed', { profile })
      : l10n.t('The credential_process of the profile “{profile}” gave no credentials', { profile }),
    detail: sentences(faultText(fault), withoutSecrets(withoutCommands(complaint, commands), 300)),
    remedy: fault === 'exit' || fault === 'expired' ? 'retry' : 'editAwsConfig',
  });
}

/**
 * Removes the commands and their arguments from a text, both as written and as escaped in JSON. Short
 * arguments stay, because they are no secrets and may be words of any message.
 */
function withoutCommands(text: string, commands: readonly string[]): string {
  return commands
    .flatMap((command) => {
      const words = commandWords(command) ?? [];
      return [command, words.join(' '), ...words.slice(1).flatMap(valuesOf)];
    })
    .flatMap((part) => [part, JSON.stringify(part).slice(1, -1)])
    .filter((part) => part.length >= 6)
    .sort((one, other) => other.length - one.length)
    .reduce((rest, part) => rest.replaceAll(part, '…'), text);
}

/**
 * The values in a word of a command: the word without the name of an option, and the text after its first
 * `=`.
 */
function valuesOf(word: string): string[] {
  const start = word.indexOf('=');
  return [word.replace(/^(?:--[\w-]*(?:=|$)|-\w)/, ''), ...(start === -1 ? [] : [word.slice(start + 1)])];
}

function faultText(fault: ProcessFault): string {
  switch (fault) {
    case 'command':
      return l10n.t('A quote in its command is not closed.');
    case 'exit':
      return '';
    case 'expired':
      return l10n.t('It gave credentials that have expired.');
    case 'json':
      return l10n.t('It printed invalid JSON.');
    case 'keys':
      return l10n.t('It printed no AccessKeyId or no SecretAccessKey.');
    case 'start':
      return l10n.t('Its program cannot be started. No shell runs it, as in the AWS CLI.');
    case 'tooLong':
      return l10n.t('It printed more than a million characters.');
    case 'version':
      return l10n.t('It must print Version 1.');
  }
}
