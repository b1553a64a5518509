import type { ServiceRequest, ServiceResponse } from './http.js';

/** What an empty page's token has before the token that leads on; the token is nothing but this before the first page. */
export const emptyPagePrefix = /^empty(\d+)~/;

/** The name of the token's parameter, which each operation writes in a case of its own. */
export function tokenParameterOf(request: ServiceRequest): 'NextToken' | 'nextToken' {
  return request.path.startsWith('/audit/') ? 'NextToken' : 'nextToken';
}

/** The request with a parameter set to the value, or without it. */
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
 * The answer with another page token. It is edited as text, for reading it would lose the integers past 2^53; a
 * quotation mark inside a text is escaped, so that no text of a job can be taken for the token.
 */
export function editNextToken(response: ServiceResponse, edit: (token: string) => string): ServiceResponse {
  const body = response.body.replace(/(?<!\\)"NextToken":"([^"]*)"/, (_, token: string) => {
    return `"NextToken":${JSON.stringify(edit(token))}`;
  });
  return { ...response, body };
}
