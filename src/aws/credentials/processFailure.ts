import * as l10n from '@vscode/l10n';
import { JobSourceError } from '../../jobs/jobSource.js';
import { withoutSecrets } from '../../jobs/secrets.js';
import { commandWords } from '../config/shellWords.js';
import { sentences } from '../failureRow.js';

/** What can go wrong with a `credential_process`. */
export type ProcessFault = 'command' | 'exit' | 'expired' | 'json' | 'keys' | 'start' | 'tooLong' | 'version';

/**
 * Why a program gave no credentials. `complaint` is what it wrote to its standard error, or the code of the
 * system. Neither a command of the AWS files nor its output is quoted: both may hold secrets.
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
 * Without the commands, as they are written and as their words are joined again, and without what they pass
 * to their programs, as it is and as JSON has it. What is short has no room for a secret, and may be a word
 * of any message.
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

/** What a word of a command passes: itself or the rest of an option, and what follows its first `=`. */
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
