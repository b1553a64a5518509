import { setTimeout as sleep } from 'node:timers/promises';
import { connectionReset, type SampleService } from '../../src/sample/http.js';
import { requestIdOf } from '../../src/sample/sampleService.js';
import { errorResponse, ServiceError } from '../../src/sample/serviceError.js';
import type { Fault } from './faults.js';
import { editNextToken, emptyPagePrefix, tokenParameterOf } from './faultTokens.js';

const requestId = requestIdOf(0xfa_17);

/** The service returns an error with this name, in its usual format. */
export function errorFault(name: string, statusCode: number, message: string): Fault {
  return (request) => errorResponse(new ServiceError(name, statusCode, message), request, requestId);
}

export const throttling = errorFault('ThrottlingException', 400, 'Rate exceeded');
export const tooManyRequests = errorFault('TooManyRequestsException', 429, 'Too Many Requests');
export const serviceUnavailable = errorFault(
  'ServiceUnavailableException',
  500,
  'The request failed due to a temporary failure of the server.',
);
export const invalidParameterValue = errorFault(
  'InvalidParameterValueException',
  400,
  'Invalid value for parameter.',
);
/** AWS gives no reason if a policy of the organization denies access. */
export const accessDenied = errorFault('AccessDeniedException', 403, '');
export const expiredToken = errorFault(
  'ExpiredTokenException',
  403,
  'The security token included in the request is expired',
);
export const unrecognizedClient = errorFault(
  'UnrecognizedClientException',
  403,
  'The security token included in the request is invalid.',
);
export const requestTimeTooSkewed = errorFault(
  'RequestTimeTooSkewed',
  403,
  'The difference between the request time and the current time is too large.',
);
export const invalidSignature = errorFault(
  'InvalidSignatureException',
  403,
  'Signature expired: 20261124T000000Z is now earlier than 20261124T001000Z (20261124T001500Z - 5 min.)',
);
export const emptyMessage = errorFault('ValidationException', 400, '');

/** A 400 response without a body or type. */
export const emptyBody: Fault = () => ({
  statusCode: 400,
  headers: { 'x-amzn-requestid': requestId },
  body: '',
});

const html = { 'content-type': 'text/html' };

/** A proxy answers in place of the service. */
export const badGateway: Fault = () => ({
  statusCode: 502,
  headers: html,
  body: '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>',
});

/** A captive portal answers, with status 200. */
export const htmlPage: Fault = () => ({
  statusCode: 200,
  headers: html,
  body: '<!doctype html><html><body>Please sign in to the network.</body></html>',
});

/** The connection breaks in the middle of the answer. */
export const cutShort: Fault = async (request, service) => {
  const response = await service(request);
  const body = response.body.slice(0, Math.ceil(response.body.length / 2));
  const length = Buffer.byteLength(response.body);
  return { ...response, headers: { ...response.headers, 'content-length': `${length}` }, body };
};

/** The connection breaks before any answer. */
export const resetConnection: Fault = () => Promise.reject(connectionReset());

/** No answer ever arrives. Rejects when the caller aborts. */
export const hang: Fault = ({ signal }) =>
  new Promise((_, reject) => {
    const onAbort = () => reject(connectionReset());
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
  });

/** The answer arrives after this many milliseconds, by the clock of `wait`. */
export function slow(milliseconds: number, wait: typeof wallClock = wallClock): Fault {
  return async (request, service) => {
    await wait(milliseconds, request.signal);
    return service(request);
  };
}

function wallClock(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, signal && { signal });
}

/** Throttles requests beyond this many per second; `now` is in milliseconds. */
export function throttleAbove(perSecond: number, now: () => number = () => performance.now()): Fault {
  let answered: number[] = [];
  return (request, service) => {
    answered = answered.filter((time) => time > now() - 1000);
    if (answered.length >= perSecond) return throttling(request, service);
    answered.push(now());
    return service(request);
  };
}

/** Applies the fault to every nth request. */
export function everyNth(n: number, fault: Fault): Fault {
  let requests = 0;
  return (request, service) => (++requests % n === 0 ? fault(request, service) : service(request));
}

/** Applies several faults in a chain: a request that one fault lets through goes to the next. */
export function chained(...faults: readonly Fault[]): Fault {
  return (request, service) =>
    faults.reduceRight<SampleService>((next, fault) => (one) => fault(one, next), service)(request);
}

/** The page repeats the token that it was requested with. A first page, which has none, is unchanged. */
export const repeatToken: Fault = async (request, service) => {
  const token = request.query.get(tokenParameterOf(request));
  const response = await service(request);
  return token === undefined ? response : editNextToken(response, () => token);
};

/**
 * A page of ListBackupJobs without jobs, whose token leads to the page that was requested. Applied once, it
 * is the empty page that the API allows; with `times: Infinity`, the pages never end.
 */
export const emptyPage: Fault = (request) => {
  const token = request.query.get('nextToken') ?? '';
  const before = Number(emptyPagePrefix.exec(token)?.[1] ?? 0);
  const next = `empty${before + 1}~${token.replace(emptyPagePrefix, '')}`;
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify({ BackupJobs: [], NextToken: next }),
  };
};

/**
 * Each page of ListBackupJobs after the first begins with the last job of the page before. (Loses digits of
 * integers beyond 2^53.)
 */
export function repeatJobs(): Fault {
  let last: unknown;
  return async (request, service) => {
    const response = await service(request);
    const page: { BackupJobs?: unknown[] } = JSON.parse(response.body);
    const jobs = page.BackupJobs ?? [];
    const repeated = last === undefined ? jobs : [last, ...jobs];
    last = jobs.at(-1) ?? last;
    return { ...response, body: JSON.stringify({ ...page, BackupJobs: repeated }) };
  };
}
