import * as l10n from '@vscode/l10n';
import { type FailureRow, hasName, sentences } from './failureRow.js';

const areKeysUnknown = hasName(
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'AuthFailure',
  'InvalidToken',
);

/** Failures of keys, signatures and clocks, from any AWS service. */
export const keyFailures: readonly FailureRow[] = [
  {
    matches: hasName(
      'OptInRequired',
      'SubscriptionRequiredException',
      'NotSignedUp',
      'RegionDisabledException',
    ),
    describe: ({ message, region }) => ({
      kind: 'accessDenied',
      summary: l10n.t('Not signed up for AWS Backup in {region}', { region }),
      detail: sentences(message, l10n.t('A region may have to be enabled for the account first.')),
      remedy: 'selectRegions',
    }),
  },
  {
    matches: ({ name, message }) =>
      (name === 'InvalidSignatureException' || name === 'SignatureDoesNotMatch') &&
      !/signature (expired|not yet current)/i.test(message),
    describe: ({ hasEnvironmentKeys, message }) => ({
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
    matches: hasName(
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'RequestTimeTooSkewed',
      'RequestExpired',
      'RequestInTheFuture',
    ),
    describe: ({ message }) => ({
      kind: 'clockSkew',
      summary: l10n.t('The clock of this machine is wrong'),
      detail: sentences(l10n.t('AWS rejects requests that are signed for another time'), message),
      remedy: 'retry',
    }),
  },
  {
    matches: hasName('ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'),
    describe: ({ signIn }) => ({
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
    matches: (facts) => facts.areKeysAcceptedElsewhere === true && areKeysUnknown(facts),
    describe: ({ message, region }) => ({
      kind: 'accessDenied',
      summary: l10n.t('The region is not enabled'),
      detail: sentences(
        l10n.t('Other regions accept the credentials, and {region} does not', { region }),
        message,
      ),
      remedy: 'selectRegions',
    }),
  },
  {
    matches: areKeysUnknown,
    describe: ({ message, region }) => ({
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
    matches: hasName(
      'IncompleteSignature',
      'IncompleteSignatureException',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
    ),
    describe: ({ message }) => ({
      kind: 'credentials',
      summary: l10n.t('The request reached AWS without its signature'),
      detail: sentences(l10n.t('A proxy may have removed a header'), message),
      remedy: 'retry',
    }),
  },
];
