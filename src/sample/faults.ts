import { editNextToken, emptyPagePrefix, tokenParameterOf, withParameter } from './faultTokens.js';
import type { SampleService, ServiceRequest, ServiceResponse } from './http.js';
import { type Operation, operationOf, requestIdOf } from './sampleService.js';
import { errorResponse, ServiceError } from './serviceError.js';

/** Answers a request otherwise than the service would; it may ask the service all the same. */
export type Fault = (
  request: ServiceRequest,
  service: SampleService,
) => ServiceResponse | Promise<ServiceResponse>;

/** A request that has been seen, for tests that count and compare them. */
export interface SeenRequest {
  readonly operation: Operation | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** Which requests a fault meets. */
export interface FaultScope {
  /** How many requests; 1 where absent, `Infinity` for all of them. */
  readonly times?: number;
  /** Every operation where absent. */
  readonly operation?: Operation;
  /** Such requests only: the page of a token, the query with a filter. */
  readonly where?: (request: SeenRequest) => boolean;
}

/** A service that fails when it is asked to. */
export interface FaultyService {
  readonly service: SampleService;
  /** All requests so far, those that met a fault too, oldest first. */
  readonly requests: readonly SeenRequest[];
  /**
   * Lets the next requests meet the fault. A request meets one fault: the first asked for that is in scope and not
   * used up. Answers how to take it back.
   */
  fail(fault: Fault, scope?: FaultScope): () => void;
  /** Takes every fault back. */
  heal(): void;
  /** From now on no page token that was given out so far is good. */
  invalidateTokens(): void;
  /** Forgets the requests seen. */
  forgetRequests(): void;
}

/** Puts faults (see `faultKinds.ts`) before a service and records what it is asked. The service itself stays as it is. */
export function withFaults(service: SampleService, now: () => number = Date.now): FaultyService {
  const requests: SeenRequest[] = [];
  let faults: { readonly fault: Fault; readonly scope: FaultScope; left: number }[] = [];
  let tokenAge = 0;

  /** A token that was given out after the tokens grew old says so: `AGE~TOKEN`. The service's own hold no tilde. */
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
      const met = faults.find(({ left, scope }) => left > 0 && isInScope(scope, seen));
      if (met === undefined) return withTokenAges(request);
      met.left -= 1;
      return met.fault(request, withTokenAges);
    },
    fail: (fault, scope = {}) => {
      const asked = { fault, scope, left: scope.times ?? 1 };
      faults.push(asked);
      return () => {
        faults = faults.filter((one) => one !== asked);
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
