import type { ServiceRequest } from '../../src/sample/http.js';

/** A GET request: `getRequest('/backup-jobs/', { state: 'FAILED' })`. Undefined parameters are left out. */
export function getRequest(
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): ServiceRequest {
  const defined = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { method: 'GET', path, query: new Map(defined), headers: {} };
}
