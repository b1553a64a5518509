import * as l10n from '@vscode/l10n';
import type { JobFailure } from '../jobs/jobSource.js';
import type { SignIn } from '../jobs/openedConnection.js';
import { isPlainWord } from '../jobs/plainWord.js';
import type { ErrorFacts } from './errorFacts.js';
import { type FailureRow, sentences } from './failureRow.js';

/**
 * Failures to get credentials from files, programs, sign-ins and roles, before AWS Backup is called.
 */
export const credentialFailures: readonly FailureRow[] = [
  {
    matches: hasMessage(/requires multi-factor authentication/i),
    describe: ({ profile }) => noMfaCodeFailure(profile),
  },
  {
    matches: hasMessage(/MultiFactorAuthentication failed|invalid MFA/i),
    describe: ({ message }) => ({
      kind: 'credentials',
      summary: l10n.t('The MFA code was not accepted'),
      detail: sentences(message),
      remedy: 'retry',
    }),
  },
  {
    matches: (facts) =>
      hasMessage(/re-?authenticate|^Failed to load token/i)(facts) ||
      (facts.phase === 'credentials' && /^(SignInNeededError|UnauthorizedException)$/.test(facts.name)),
    describe: ({ message, signIn }) => ({
      kind: 'signInExpired',
      summary: l10n.t('AWS sign-in needed'),
      detail: signIn === undefined ? sentences(message) : signInText(signIn),
      remedy: signIn === undefined ? 'showLog' : 'signIn',
    }),
  },
  {
    matches: (facts) => facts.name === 'ForbiddenException' && facts.phase === 'credentials',
    describe: ({ message, profile }) => ({
      kind: 'accessDenied',
      summary: l10n.t('No access to the SSO role of the profile “{profile}”', { profile }),
      detail: sentences(message),
      remedy: 'selectConnection',
    }),
  },
  {
    matches: ({ code, phase }) =>
      phase === 'credentials' && /^(ENOENT|EACCES|EISDIR|EPERM|ENOTDIR)$/.test(code),
    describe: ({ message }) => ({
      kind: 'configuration',
      summary: l10n.t('A file that the credentials come from cannot be read'),
      detail: sentences(message),
      remedy: 'editAwsConfig',
    }),
  },
  {
    matches: ({ name, phase }) => phase === 'credentials' && /^AccessDenied/.test(name),
    describe: ({ message, profile }) => ({
      kind: 'accessDenied',
      summary: l10n.t('Cannot assume the role of the profile “{profile}”', { profile }),
      detail: sentences(message),
      remedy: 'selectConnection',
    }),
  },
];

/** The failure if nobody enters an MFA code. */
export function noMfaCodeFailure(profile: string): JobFailure {
  return {
    kind: 'credentials',
    summary: l10n.t('The profile “{profile}” needs an MFA code', { profile }),
    detail: l10n.t('No code was entered.'),
    remedy: 'retry',
  };
}

/** Any other failure to get credentials, in the provider's own words. */
export const anyOtherCredentialFailure: FailureRow = {
  matches: ({ phase }) => phase === 'credentials',
  describe: ({ message, name, profile }) => ({
    kind: 'credentials',
    summary: l10n.t('Cannot fetch the credentials of the profile “{profile}”', { profile }),
    detail: sentences(message || name),
    remedy: 'selectConnection',
  }),
};

/**
 * The command must be safe to paste into any shell, so it is omitted if the name of the profile needs quotes.
 */
function signInText({ command, profile }: SignIn): string {
  return isPlainWord(profile)
    ? l10n.t('The profile “{profile}” is not signed in, or its sign-in has expired. The command: {command}', {
        profile,
        command: `aws ${command} --profile ${profile}`,
      })
    : l10n.t('The profile “{profile}” is not signed in, or its sign-in has expired.', { profile });
}

/** Credential providers use one error name for all failures. Only the message distinguishes them. */
function hasMessage(words: RegExp): (facts: ErrorFacts) => boolean {
  return ({ message, phase }) => phase === 'credentials' && words.test(message);
}
