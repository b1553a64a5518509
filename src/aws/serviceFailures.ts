import * as l10n from '@vscode/l10n';
import { everyAccount } from '../jobs/jobQuery.js';
import type { ErrorFacts } from './errorFacts.js';
import { type FailureRow, hasName, sentences } from './failureRow.js';

/** Errors from AWS Backup, or from another service at the configured endpoint. */
export const serviceFailures: readonly FailureRow[] = [
  {
    matches: ({ name, status }) =>
      name === 'ResourceNotFoundException' || (status === 404 && name === 'NotFoundException'),
    describe: ({ message, operation }) => ({
      kind: 'notFound',
      summary:
        operation === 'DescribeBackupJob'
          ? l10n.t('AWS Backup does not have this job')
          : l10n.t('AWS Backup does not have what was requested'),
      detail: sentences(
        message,
        l10n.t('AWS Backup keeps jobs for 30 days, each in its own region and account.'),
      ),
      remedy: 'retry',
    }),
  },
  {
    matches: hasName(
      'InvalidParameterValueException',
      'InvalidParameterValue',
      'InvalidParameterCombination',
      'InvalidParameterException',
      'InvalidQueryParameter',
      'InvalidRequestException',
      'MalformedQueryString',
      'MissingParameter',
      'MissingParameterValueException',
      'SerializationException',
      'ValidationError',
      'ValidationException',
    ),
    describe: ({ isFiltered, message }) => ({
      kind: 'invalidParameter',
      summary: isFiltered
        ? l10n.t('AWS Backup does not accept the filters')
        : l10n.t('AWS Backup does not accept the request'),
      detail: sentences(message),
      remedy: isFiltered ? 'clearFilters' : 'retry',
    }),
  },
  {
    matches: ({ name, status }) =>
      ['UnknownOperationException', 'InvalidAction', 'UnsupportedOperation'].includes(name) || status === 404,
    describe: ({ endpoint, endpointRemedy, message, region }) => ({
      kind: 'configuration',
      summary: l10n.t('This endpoint does not provide AWS Backup'),
      detail: sentences(
        endpoint === undefined
          ? l10n.t('The region {region} may not have it', { region })
          : l10n.t('The configured endpoint is {endpoint}', { endpoint }),
        message,
      ),
      remedy: endpointRemedy ?? 'selectRegions',
    }),
  },
  {
    matches: (facts) => facts.accountId !== undefined && isDenial(facts),
    describe: ({ accountId = '', message }) => ({
      kind: 'accessDenied',
      summary:
        accountId === everyAccount
          ? l10n.t('No access to the organization')
          : l10n.t('No access to account {account}', { account: accountId }),
      detail: sentences(
        l10n.t(
          'Only the management account of an organization, and delegated administrators of AWS Backup, can list backup jobs of other accounts. Their policy must allow {action}',
          { action: 'backup:ListBackupJobs' },
        ),
        message,
      ),
      remedy: 'clearAccountFilter',
    }),
  },
  {
    matches: isDenial,
    describe: ({ message, operation }) => ({
      kind: 'accessDenied',
      summary: l10n.t('Access denied'),
      detail: sentences(
        message ||
          l10n.t('These credentials cannot call {action}. An administrator of the account can allow it', {
            action: `backup:${operation ?? '*'}`,
          }),
      ),
      remedy: 'selectConnection',
    }),
  },
  {
    matches: ({ name, message }) =>
      name === 'EndpointError' ||
      /^(Invalid Configuration|Shared config file|Environment variable)/.test(message),
    describe: ({ message }) => ({
      kind: 'configuration',
      summary: l10n.t('The AWS settings are inconsistent'),
      detail: sentences(message),
      remedy: 'editAwsConfig',
    }),
  },
];

function isDenial({ name, status }: ErrorFacts): boolean {
  return (
    /^(AccessDenied|NotAuthorized|UnauthorizedOperation|Unauthorized|Forbidden)/.test(name) ||
    status === 401 ||
    status === 403
  );
}
