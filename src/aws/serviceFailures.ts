import { everyAccount } from '../jobs/jobQuery.js';
import type { ErrorFacts } from './errorFacts.js';
import { type FailureRow, named, sentences } from './failureRow.js';

/** What AWS Backup, or what stands in its place, has against a request. */
export const serviceFailures: readonly FailureRow[] = [
  {
    isAbout: ({ name, status }) =>
      name === 'ResourceNotFoundException' || (status === 404 && name === 'NotFoundException'),
    tell: ({ message, operation }, t) => ({
      kind: 'notFound',
      summary:
        operation === 'DescribeBackupJob'
          ? t('AWS Backup does not have this job')
          : t('AWS Backup does not have what was asked for'),
      detail: sentences(message, t('AWS Backup keeps jobs for 30 days, each in its own region and account.')),
      remedy: 'retry',
    }),
  },
  {
    isAbout: named(
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
    tell: ({ isFiltered, message }, t) => ({
      kind: 'invalidParameter',
      summary: isFiltered
        ? t('AWS Backup does not accept the filters')
        : t('AWS Backup does not accept the request'),
      detail: sentences(message),
      remedy: isFiltered ? 'clearFilters' : 'retry',
    }),
  },
  {
    isAbout: ({ name, status }) =>
      ['UnknownOperationException', 'InvalidAction', 'UnsupportedOperation'].includes(name) || status === 404,
    tell: ({ endpoint, endpointRemedy, message, region }, t) => ({
      kind: 'configuration',
      summary: t('This endpoint does not provide AWS Backup'),
      detail: sentences(
        endpoint === undefined
          ? t('The region {region} may not have it', { region })
          : t('The configured endpoint is {endpoint}', { endpoint }),
        message,
      ),
      remedy: endpointRemedy ?? 'selectRegions',
    }),
  },
  {
    isAbout: (facts) => facts.accountId !== undefined && isDenial(facts),
    tell: ({ accountId = '', message }, t) => ({
      kind: 'accessDenied',
      summary:
        accountId === everyAccount
          ? t('No access to the organization')
          : t('No access to account {account}', { account: accountId }),
      detail: sentences(
        t(
          'Other accounts’ backup jobs are told to the management account of an organization, and to delegated administrators of AWS Backup, whose policy allows {action}',
          { action: 'backup:ListBackupJobs' },
        ),
        message,
      ),
      remedy: 'clearAccountFilter',
    }),
  },
  {
    isAbout: isDenial,
    tell: ({ message, operation }, t) => ({
      kind: 'accessDenied',
      summary: t('Access denied'),
      detail: sentences(
        message ||
          t('These credentials may not call {action}; an administrator of the account can allow it', {
            action: `backup:${operation ?? '*'}`,
          }),
      ),
      remedy: 'selectConnection',
    }),
  },
  {
    isAbout: ({ name, message }) =>
      name === 'EndpointError' ||
      /^(Invalid Configuration|Shared config file|Environment variable)/.test(message),
    tell: ({ message }, t) => ({
      kind: 'configuration',
      summary: t('The AWS settings are inconsistent'),
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
