import * as l10n from '@vscode/l10n';
import { type FailureRow, named, sentences } from './failureRow.js';

/** What is wrong with keys, signatures and clocks, whichever service of AWS says so. */
export const keyFailures: readonly FailureRow[] = [
  {
    isAbout: named(
      'OptInRequired',
      'SubscriptionRequiredException',
      'NotSignedUp',
      'RegionDisabledException',
    ),
    tell: ({ message, region }) => ({
      kind: 'accessDenied',
      summary: l10n.t('Not signed up for AWS Backup in {region}', { region }),
      detail: sentences(message, l10n.t('A region may have to be enabled for the account first.')),
      remedy: 'selectRegions',
    }),
  },
  {
    isAbout: ({ name, message }) =>
      (name === 'InvalidSignatureException' || name === 'SignatureDoesNotMatch') &&
      !/signature (expired|not yet current)/i.test(message),
    tell: ({ hasEnvironmentKeys, message }) => ({
      kind: 'credentials',
      summary: l10n.t('AWS does not accept the signature'),
      detail: sentences(
        l10n.t(
          'The secret access key does not belong to the access key id, or a proxy has changed the request',
        ),
        message,
      ),
      remedy: hasEnvironmentKeys ? 'selectConnection' : 'editAwsConfig',
    }),
  },
  {
    isAbout: named(
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'RequestTimeTooSkewed',
      'RequestExpired',
      'RequestInTheFuture',
    ),
    tell: ({ message }) => ({
      kind: 'clockSkew',
      summary: l10n.t('The clock of this machine is wrong'),
      detail: sentences(l10n.t('AWS rejects requests that are signed for another time'), message),
      remedy: 'retry',
    }),
  },
  {
    isAbout: named('ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'),
    tell: ({ signIn }) => ({
      kind: 'signInExpired',
      summary: l10n.t('The credentials have expired'),
      detail:
        signIn === undefined
          ? l10n.t('Renew the temporary credentials, then retry: they are read again.')
          : l10n.t('Sign in again with the profile “{profile}”.', { profile: signIn.profile }),
      remedy: signIn === undefined ? 'retry' : 'signIn',
    }),
  },
  {
    isAbout: named(
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'InvalidAccessKeyId',
      'AuthFailure',
      'InvalidToken',
    ),
    tell: ({ message, region }) => ({
      kind: 'credentials',
      summary: l10n.t('Unknown credentials'),
      detail: sentences(
        l10n.t('The access key may be deleted or inactive, or {region} not enabled for the account', {
          region,
        }),
        message,
      ),
      remedy: 'selectConnection',
    }),
  },
  {
    isAbout: named(
      'IncompleteSignature',
      'IncompleteSignatureException',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
    ),
    tell: ({ message }) => ({
      kind: 'credentials',
      summary: l10n.t('The request reached AWS without its signature'),
      detail: sentences(l10n.t('A proxy may have removed a header'), message),
      remedy: 'retry',
    }),
  },
];
