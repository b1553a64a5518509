import type { ServiceRequest, ServiceResponse } from '../../src/sample/http.js';

/**
 * The prefix of an empty page's token, before the token that leads on. Before the first page, the token is
 * only this prefix.
 */
export const emptyPagePrefix = /^empty(\d+)~/;

/** The name of the token's parameter, whose case depends on the operation. */
export function tokenParameterOf(request: ServiceRequest): 'NextToken' | 'nextToken' {
  return request.path.startsWith('/audit/') ? 'NextToken' : 'nextToken';
}

/** The request with a parameter set, or without it. */
export function withParameter(
  request: ServiceRequest,
  name: string,
  value: string | undefined,
): ServiceRequest {
  if (request.query.get(name) === value) return request;
  const query = new Map(request.query);
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  return { ...request, query };
}

/**
 * The answer with another page token. It is edited as text, because parsing would lose integers beyond 2^53.
 * Quotation marks in texts are escaped, so no text of a job can be taken for the token.
 */
export function editNextToken(response: ServiceResponse, edit: (token: string) => string): ServiceResponse {
  const body = response.body.replace(/(?<!\\)"NextToken":"([^"]*)"/, (_, token: string) => {
    return `"NextToken":${JSON.stringify(edit(token))}`;
  });
  return { ...response, body };
}
