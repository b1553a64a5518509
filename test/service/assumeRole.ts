import type { ServiceRequest } from '../../src/sample/http.js';
import { ServiceError, xmlText } from '../../src/sample/serviceError.js';
import { type Principal, stsParameters, stsResult } from '../../src/sample/sts.js';
import type { KeyRing } from './keyRing.js';

/** A role that can be assumed. */
export interface SampleRole {
  readonly arn: string;
  /** The ARNs that may assume it; default: every known caller. */
  readonly trusts?: readonly string[];
  /** The device that the request must name, and its current code. */
  readonly mfa?: { readonly serial: string; readonly code: () => string };
  /** The web identity token that is accepted. */
  readonly webIdentityToken?: string;
}

/**
 * STS's answer to a signed AssumeRole request, in XML.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  request: ServiceRequest,
  caller: Pick<Principal, 'arn'>,
  roles: readonly SampleRole[],
  ring: KeyRing,
  requestId: string,
): string {
  const parameters = stsParameters(request);
  const role = roles.find(({ arn }) => arn === parameters.get('RoleArn'));
  const isTrusted = role?.trusts === undefined || role.trusts.includes(caller.arn);
  const namesDevice = role?.mfa === undefined || role.mfa.serial === parameters.get('SerialNumber');
  if (role === undefined || !isTrusted || !namesDevice) {
    const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${parameters.get('RoleArn')}`;
    throw new ServiceError('AccessDenied', 403, message);
  }
  if (role.mfa !== undefined && role.mfa.code() !== parameters.get('TokenCode')) {
    const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
    throw new ServiceError('AccessDenied', 403, message);
  }
  return assumedRole('AssumeRole', role, parameters, ring, requestId);
}

/**
 * STS's answer to a request with a web identity token, which is not signed.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function assumeRoleWithWebIdentity(
  request: ServiceRequest,
  roles: readonly SampleRole[],
  ring: KeyRing,
  requestId: string,
): string {
  const parameters = stsParameters(request);
  const role = roles.find(({ arn }) => arn === parameters.get('RoleArn'));
  const token = parameters.get('WebIdentityToken');
  if (role?.webIdentityToken === undefined || role.webIdentityToken !== token)
    throw new ServiceError('InvalidIdentityToken', 400, 'No OpenIDConnect provider found for this token.');
  return assumedRole('AssumeRoleWithWebIdentity', role, parameters, ring, requestId);
}

function assumedRole(
  action: string,
  role: SampleRole,
  parameters: URLSearchParams,
  ring: KeyRing,
  requestId: string,
): string {
  const [, , , , accountId = '', path = ''] = role.arn.split(':');
  const session = parameters.get('RoleSessionName') ?? 'sample';
  const arn = `arn:aws:sts::${accountId}:assumed-role/${path.replace(/^role\//, '')}/${session}`;
  const seconds = Number(parameters.get('DurationSeconds') ?? 3600);
  const keys = ring.issue({ accountId, arn }, seconds);
  return stsResult(
    action,
    `<Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey>` +
      `<SessionToken>${keys.sessionToken}</SessionToken><Expiration>${new Date(keys.expires).toISOString()}</Expiration>` +
      `</Credentials><AssumedRoleUser><Arn>${xmlText(arn)}</Arn><AssumedRoleId>AROASAMPLE:sample</AssumedRoleId></AssumedRoleUser>`,
    requestId,
  );
}
