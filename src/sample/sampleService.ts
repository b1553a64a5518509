import type { SampleService, ServiceRequest, ServiceResponse } from './http.js';
import { listBackupJobs } from './listBackupJobs.js';
import { describeBackupJob, listBackupVaults } from './otherOperations.js';
import { callerArn, type SampleServiceOptions, serviceContext } from './serviceContext.js';
import { errorResponse, isStsRequest, ServiceError } from './serviceError.js';
import { callerIdentity, stsParameters } from './sts.js';
import { wireJson } from './wireJson.js';

/** The operations of the service and the sample cloud, under AWS's names. */
export type Operation =
  | 'AssumeRole'
  | 'AssumeRoleWithWebIdentity'
  | 'CreateToken'
  | 'DescribeBackupJob'
  | 'GetCallerIdentity'
  | 'GetRoleCredentials'
  | 'ListBackupJobs'
  | 'ListBackupVaults';

/** The operation of a request; undefined if the service does not have it. */
export function operationOf(request: ServiceRequest): Operation | undefined {
  if (isStsRequest(request)) {
    const action = stsParameters(request).get('Action');
    return stsOperations.find((operation) => operation === action);
  }
  if (request.path === '/token') return 'CreateToken';
  if (request.method !== 'GET') return undefined;
  if (request.path === '/federation/credentials') return 'GetRoleCredentials';
  if (/^\/backup-jobs\/?$/.test(request.path)) return 'ListBackupJobs';
  if (/^\/backup-jobs\/[^/]+$/.test(request.path)) return 'DescribeBackupJob';
  if (/^\/backup-vaults\/?$/.test(request.path)) return 'ListBackupVaults';
  return undefined;
}

const stsOperations = ['AssumeRole', 'AssumeRoleWithWebIdentity', 'GetCallerIdentity'] as const;

/**
 * An AWS Backup service as a function, with the wire format of the three operations that the product calls
 * and of STS GetCallerIdentity. Credentials are not checked. Request IDs count up, so that they are
 * reproducible.
 */
export function createSampleService(options: SampleServiceOptions): SampleService {
  const context = serviceContext(options);
  let requests = 0;

  function answer(request: ServiceRequest, operation: Operation | undefined): object {
    switch (operation) {
      case 'ListBackupJobs':
        return listBackupJobs(context, request.query);
      case 'DescribeBackupJob':
        return describeBackupJob(context, backupJobIdOf(request.path));
      case 'ListBackupVaults':
        return listBackupVaults(context, request.query);
      case 'AssumeRole':
      case 'AssumeRoleWithWebIdentity':
      case 'CreateToken':
      case 'GetCallerIdentity':
      case 'GetRoleCredentials':
      case undefined:
        throw new ServiceError('UnknownOperationException', 404, '');
    }
  }

  return (request): ServiceResponse => {
    requests += 1;
    const requestId = requestIdOf(requests);
    try {
      const operation = operationOf(request);
      const isXml = operation === 'GetCallerIdentity';
      const body = isXml
        ? callerIdentity({ accountId: context.account.accountId, arn: callerArn(context) }, requestId)
        : wireJson(answer(request, operation));
      const headers = {
        'content-type': isXml ? 'text/xml' : 'application/json',
        'x-amzn-requestid': requestId,
      };
      return { statusCode: 200, headers, body };
    } catch (error) {
      if (error instanceof ServiceError) return errorResponse(error, request, requestId);
      throw error;
    }
  };
}

function backupJobIdOf(path: string): string {
  try {
    return decodeURIComponent(path.slice('/backup-jobs/'.length));
  } catch {
    throw new ServiceError('SerializationException', 400, 'The path is not well encoded.');
  }
}

/** The ID of the nth request, in AWS's form. */
export function requestIdOf(request: number): string {
  return `00000000-5a3b-4c1d-8e2f-${request.toString(16).padStart(12, '0')}`;
}
