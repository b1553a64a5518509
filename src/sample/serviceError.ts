import type { ServiceRequest, ServiceResponse } from './http.js';

/** An error response of the service, with AWS's name for it. */
export class ServiceError extends Error {
  constructor(
    override readonly name: string,
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** The error for an invalid parameter. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', 400, message);
}

/** The errors that the operations declare have a `Message`; common errors have a `message`. */
const declaredErrors = new Set([
  'DependencyFailureException',
  'InvalidParameterValueException',
  'MissingParameterValueException',
  'ResourceNotFoundException',
  'ServiceUnavailableException',
]);

/**
 * An error on the wire. Its type is in the header `x-amzn-errortype`. Declared errors have a URL there after
 * a colon, which clients have to cut off. STS uses XML.
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

/** Whether the request uses the query protocol of STS, which has one path for all operations. */
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

/** Escapes text for an XML element. */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
