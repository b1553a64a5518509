import type { ServiceRequest } from './http.js';
import { xmlText } from './serviceError.js';

/** Who signs a request. */
export interface Principal {
  readonly accountId: string;
  /** The ARN, as STS returns it. */
  readonly arn: string;
}

/** The parameters of an STS request, from its form or its query. */
export function stsParameters(request: ServiceRequest): URLSearchParams {
  const form = new URLSearchParams(request.body ?? '');
  return form.has('Action') ? form : new URLSearchParams([...request.query]);
}

/**
 * The response of GetCallerIdentity, in XML.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function callerIdentity({ accountId, arn }: Principal, requestId: string): string {
  const content =
    `<Arn>${xmlText(arn)}</Arn><UserId>AROASAMPLEBACKUPREADER:sample</UserId>` +
    `<Account>${xmlText(accountId)}</Account>`;
  return stsResult('GetCallerIdentity', content, requestId);
}

/** A response of STS, in XML. */
export function stsResult(action: string, content: string, requestId: string): string {
  return (
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${content}</${action}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`
  );
}
