import * as l10n from '@vscode/l10n';
import { isPlainWord } from '../jobs/plainWord.js';
import type { SignIn } from './config/credentialPlan.js';
import type { ErrorFacts } from './errorFacts.js';
import { type FailureRow, sentences } from './failureRow.js';

/**
 * What happens before AWS Backup is asked: files, programs, sign-ins and roles that credentials come from.
 */
export const credentialFailures: readonly FailureRow[] = [
  {
    isAbout: saying(/requires multi-factor authentication/i),
    tell: ({ profile }) => ({
      kind: 'credentials',
      summary: l10n.t('The profile “{profile}” needs an MFA code', { profile }),
      detail: l10n.t('No code was entered.'),
      remedy: 'retry',
    }),
  },
  {
    isAbout: saying(/MultiFactorAuthentication failed|invalid MFA/i),
    tell: ({ message }) => ({
      kind: 'credentials',
      summary: l10n.t('The MFA code was not accepted'),
      detail: sentences(message),
      remedy: 'retry',
    }),
  },
  {
    isAbout: (facts) =>
      saying(/re-?authenticate|^Failed to load token/i)(facts) ||
      (facts.phase === 'credentials' && /^(SignInNeededError|UnauthorizedException)$/.test(facts.name)),
    tell: ({ message, signIn }) => ({
      kind: 'signInExpired',
      summary: l10n.t('AWS sign-in needed'),
      detail: signIn === undefined ? sentences(message) : signInText(signIn),
      remedy: signIn === undefined ? 'showLog' : 'signIn',
    }),
  },
  {
    isAbout: (facts) => facts.name === 'ForbiddenException' && facts.phase === 'credentials',
    tell: ({ message, profile }) => ({
      kind: 'accessDenied',
      summary: l10n.t('No access to the SSO role of the profile “{profile}”', { profile }),
      detail: sentences(message),
      remedy: 'selectConnection',
    }),
  },
  {
    isAbout: ({ code, phase }) =>
      phase === 'credentials' && /^(ENOENT|EACCES|EISDIR|EPERM|ENOTDIR)$/.test(code),
    tell: ({ message }) => ({
      kind: 'configuration',
      summary: l10n.t('A file that the credentials come from cannot be read'),
      detail: sentences(message),
      remedy: 'editAwsConfig',
    }),
  },
  {
    isAbout: ({ name, phase }) => phase === 'credentials' && /^AccessDenied/.test(name),
    tell: ({ message, profile }) => ({
      kind: 'accessDenied',
      summary: l10n.t('Cannot assume the role of the profile “{profile}”', { profile }),
      detail: sentences(message),
      remedy: 'selectConnection',
    }),
  },
];

/** Whatever else keeps credentials from coming, in the words of who was asked for them. */
export const anyOtherCredentialFailure: FailureRow = {
  isAbout: ({ phase }) => phase === 'credentials',
  tell: ({ message, name, profile }) => ({
    kind: 'credentials',
    summary: l10n.t('Cannot fetch the credentials of the profile “{profile}”', { profile }),
    detail: sentences(message || name),
    remedy: 'selectConnection',
  }),
};

/**
 * The command is there to be pasted into any shell: it is left out where a name would have to be quoted for
 * one.
 */
function signInText({ command, profile }: SignIn): string {
  return isPlainWord(profile)
    ? l10n.t('The profile “{profile}” is not signed in, or its sign-in has expired. The command: {command}', {
        profile,
        command: `aws ${command} --profile ${profile}`,
      })
    : l10n.t('The profile “{profile}” is not signed in, or its sign-in has expired.', { profile });
}

/** Providers of credentials have one name for all their errors: only their words tell them apart. */
function saying(words: RegExp): (facts: ErrorFacts) => boolean {
  return ({ message, phase }) => phase === 'credentials' && words.test(message);
}
