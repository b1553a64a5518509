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
    tell: ({ message, region }, t) => ({
      kind: 'accessDenied',
      summary: t('Not signed up for AWS Backup in {region}', { region }),
      detail: sentences(message, t('A region may have to be enabled for the account first.')),
      remedy: 'selectRegions',
    }),
  },
  {
    isAbout: ({ name, message }) =>
      (name === 'InvalidSignatureException' || name === 'SignatureDoesNotMatch') &&
      !/signature (expired|not yet current)/i.test(message),
    tell: ({ hasEnvironmentKeys, message }, t) => ({
      kind: 'credentials',
      summary: t('AWS does not accept the signature'),
      detail: sentences(
        t('The secret access key does not belong to the access key id, or a proxy has changed the request'),
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
    tell: ({ message }, t) => ({
      kind: 'clockSkew',
      summary: t('The clock of this machine is wrong'),
      detail: sentences(t('AWS takes no request that is signed for another time'), message),
      remedy: 'retry',
    }),
  },
  {
    isAbout: named('ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'),
    tell: ({ signIn }, t) => ({
      kind: 'signInExpired',
      summary: t('The credentials have expired'),
      detail:
        signIn === undefined
          ? t('Renew the temporary credentials, then retry: they are read again.')
          : t('Sign in again with the profile “{profile}”.', { profile: signIn.profile }),
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
    tell: ({ message, region }, t) => ({
      kind: 'credentials',
      summary: t('Unknown credentials'),
      detail: sentences(
        t('The access key may be deleted or inactive, or {region} not enabled for the account', { region }),
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
    tell: ({ message }, t) => ({
      kind: 'credentials',
      summary: t('The request reached AWS without its signature'),
      detail: sentences(t('A proxy may have taken a header away'), message),
      remedy: 'retry',
    }),
  },
];
