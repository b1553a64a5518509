import type { SampleService, ServiceRequest, ServiceResponse } from '../../src/sample/http.js';
import type { SampleAccount } from '../../src/sample/sampleAccount.js';
import { createSampleService, operationOf, requestIdOf } from '../../src/sample/sampleService.js';
import type { SampleServiceOptions } from '../../src/sample/serviceContext.js';
import { errorResponse, ServiceError } from '../../src/sample/serviceError.js';
import { callerIdentity } from '../../src/sample/sts.js';
import { assumeRole, assumeRoleWithWebIdentity, type SampleRole } from './assumeRole.js';
import { type IssuedKeys, KeyRing, unknownKeys } from './keyRing.js';
import { type SampleSignIn, SsoPortal } from './ssoPortal.js';

export interface SampleCloudOptions extends Omit<SampleServiceOptions, 'account'> {
  /** An account for each region where it is enabled. */
  readonly accounts: readonly SampleAccount[];
  /** Keys that are valid from the start. */
  readonly keys?: readonly IssuedKeys[];
  readonly roles?: readonly SampleRole[];
  readonly sso?: {
    readonly signIns: Iterable<SampleSignIn>;
    readonly roles: readonly { readonly accountId: string; readonly roleName: string }[];
  };
}

/**
 * Several accounts and regions of AWS Backup as one function, with STS and the SSO portal. Issued keys expire
 * by the clock in `now`. The keys that sign a request decide which account answers.
 */
export function createSampleCloud(options: SampleCloudOptions): SampleService {
  const { accounts, keys = [], now = Date.now, roles = [], sso = { signIns: [], roles: [] } } = options;
  const ring = new KeyRing(now, keys);
  const portal = new SsoPortal(now, ring, sso);
  const services = new Map(
    accounts.map((account) => [
      `${account.accountId} ${account.region}`,
      createSampleService({ ...options, account }),
    ]),
  );
  let requests = 0;

  async function answer(request: ServiceRequest, requestId: string): Promise<ServiceResponse> {
    const xml = (body: string) => response('text/xml', body, requestId);
    switch (operationOf(request)) {
      case 'GetRoleCredentials':
        return response('application/json', JSON.stringify(portal.getRoleCredentials(request)), requestId);
      case 'CreateToken':
        return response('application/json', JSON.stringify(portal.createToken(request)), requestId);
      case 'AssumeRoleWithWebIdentity':
        return xml(assumeRoleWithWebIdentity(request, roles, ring, requestId));
      case 'AssumeRole':
        return xml(assumeRole(request, ring.signerOf(request).keys, roles, ring, requestId));
      case 'GetCallerIdentity':
        return xml(callerIdentity(ring.signerOf(request).keys, requestId));
      case 'DescribeBackupJob':
      case 'ListBackupJobs':
      case 'ListBackupVaults':
      case undefined: {
        const { keys: signer, region } = ring.signerOf(request);
        const service = services.get(`${signer.accountId} ${region}`);
        if (service === undefined) throw unknownKeys();
        return service(request);
      }
    }
  }

  return async (request) => {
    requests += 1;
    const requestId = requestIdOf(requests);
    try {
      return await answer(request, requestId);
    } catch (error) {
      if (error instanceof ServiceError) return errorResponse(error, request, requestId);
      throw error;
    }
  };
}

function response(contentType: string, body: string, requestId: string): ServiceResponse {
  return {
    statusCode: 200,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
    body,
  };
}
