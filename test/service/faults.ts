import type { SampleService, ServiceRequest, ServiceResponse } from '../../src/sample/http.js';
import { type Operation, operationOf, requestIdOf } from '../../src/sample/sampleService.js';
import { errorResponse, ServiceError } from '../../src/sample/serviceError.js';
import { editNextToken, emptyPagePrefix, tokenParameterOf, withParameter } from './faultTokens.js';

/** Answers a request in place of the service, and may call the service. */
export type Fault = (
  request: ServiceRequest,
  service: SampleService,
) => ServiceResponse | Promise<ServiceResponse>;

/** A request that was received, for tests that count and compare them. */
export interface SeenRequest {
  readonly operation: Operation | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** The requests that a fault applies to. */
export interface FaultScope {
  /** The number of requests, default 1; `Infinity` for all of them. */
  readonly times?: number;
  /** Default: every operation. */
  readonly operation?: Operation;
  /** Only these requests, such as the page of a token or a query with a filter. */
  readonly where?: (request: SeenRequest) => boolean;
}

/** A service that fails on demand. */
export interface FaultyService {
  readonly service: SampleService;
  /** All requests so far, oldest first, including those that got a fault. */
  readonly requests: readonly SeenRequest[];
  /**
   * Applies the fault to the next requests. A request gets at most one fault: the oldest one in scope that is
   * not used up. Returns a function that removes the fault.
   */
  fail(fault: Fault, scope?: FaultScope): () => void;
  /** Removes every fault. */
  heal(): void;
  /** Makes all page tokens that were issued so far invalid. */
  invalidateTokens(): void;
  /** Forgets the requests. */
  forgetRequests(): void;
}

/**
 * Puts faults (see `faultKinds.ts`) in front of a service and records its requests. The service itself does
 * not change.
 */
export function withFaults(service: SampleService, now: () => number = Date.now): FaultyService {
  const requests: SeenRequest[] = [];
  let faults: { readonly fault: Fault; readonly scope: FaultScope; remaining: number }[] = [];
  let tokenAge = 0;

  /**
   * After {@link FaultyService.invalidateTokens}, tokens carry their age: `AGE~TOKEN`. The service's own
   * tokens contain no tilde.
   */
  const withTokenAges: SampleService = async (request) => {
    const name = tokenParameterOf(request);
    const token = request.query.get(name)?.replace(emptyPagePrefix, '') || undefined;
    const [own, age = '0'] = token?.split('~').toReversed() ?? [];
    if (token !== undefined && age !== `${tokenAge}`) {
      const message = 'Invalid value for parameter NextToken: it is no longer valid.';
      const error = new ServiceError('InvalidParameterValueException', 400, message);
      return errorResponse(error, request, requestIdOf(requests.length));
    }
    const response = await service(withParameter(request, name, own));
    return tokenAge === 0 ? response : editNextToken(response, (next) => `${tokenAge}~${next}`);
  };

  return {
    requests,
    service: (request) => {
      const seen = seenRequest(request, now());
      requests.push(seen);
      const active = faults.find(({ remaining, scope }) => remaining > 0 && isInScope(scope, seen));
      if (active === undefined) return withTokenAges(request);
      active.remaining -= 1;
      return active.fault(request, withTokenAges);
    },
    fail: (fault, scope = {}) => {
      const added = { fault, scope, remaining: scope.times ?? 1 };
      faults.push(added);
      return () => {
        faults = faults.filter((one) => one !== added);
      };
    },
    heal: () => {
      faults = [];
    },
    invalidateTokens: () => {
      tokenAge += 1;
    },
    forgetRequests: () => {
      requests.length = 0;
    },
  };
}

function seenRequest(request: ServiceRequest, time: number): SeenRequest {
  const { headers, method, path } = request;
  return {
    operation: operationOf(request),
    method,
    path,
    query: Object.fromEntries(request.query),
    headers,
    time,
  };
}

function isInScope({ operation, where }: FaultScope, request: SeenRequest): boolean {
  return (operation ?? request.operation) === request.operation && (where?.(request) ?? true);
}
