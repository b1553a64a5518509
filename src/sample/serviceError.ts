import type { ServiceRequest, ServiceResponse } from './http.js';

/** An error that the service answers with, under AWS's name for it. */
export class ServiceError extends Error {
  constructor(
    override readonly name: string,
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** The error of a parameter that cannot be. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', 400, message);
}

/** The errors that the operations declare; their message is `Message`. The common ones say `message`. */
const declaredErrors = new Set([
  'DependencyFailureException',
  'InvalidParameterValueException',
  'MissingParameterValueException',
  'ResourceNotFoundException',
  'ServiceUnavailableException',
]);

/**
 * An error on the wire. Its type is in the header `x-amzn-errortype`, where the declared ones carry an address
 * after a colon that clients have to cut, and STS tells it in XML.
 */
export function errorResponse(
  error: ServiceError,
  request: ServiceRequest,
  requestId: string,
): ServiceResponse {
  if (isStsRequest(request)) return stsErrorResponse(error, requestId);
  const isDeclared = declaredErrors.has(error.name);
  const origin = isDeclared ? ':http://internal.amazon.com/coral/com.amazonaws.backup.model/' : '';
  const fault = error.statusCode >= 500 ? 'Server' : 'Client';
  const body = isDeclared
    ? { Code: 'ERROR', Context: '', Message: error.message, Type: fault }
    : { __type: error.name, message: error.message };
  return {
    statusCode: error.statusCode,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': `${error.name}${origin}`,
      'x-amzn-requestid': requestId,
    },
    body: JSON.stringify(body),
  };
}

/** Whether the request speaks the query protocol of STS, which has one path for all that it can do. */
export function isStsRequest(request: ServiceRequest): boolean {
  return request.path === '/' || request.path === '';
}

function stsErrorResponse(error: ServiceError, requestId: string): ServiceResponse {
  return {
    statusCode: error.statusCode,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body:
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>' +
      `<Code>${xmlText(error.name)}</Code><Message>${xmlText(error.message)}</Message></Error>` +
      `<RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

/** Text that may stand in an XML element. */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
