import type { Remedy } from '../jobs/jobSource.js';
import type { SignIn } from '../jobs/openedConnection.js';
import { withoutSecrets } from '../jobs/secrets.js';
import { shownUrl } from '../jobs/shownUrl.js';
import { textStart } from '../jobs/visibleText.js';
import type { RequestLogEntry } from './requestLog.js';

/** The circumstances of a failure. */
export interface FailureContext {
  /** Whether credentials were being fetched, or the request itself was sent. */
  readonly phase: 'credentials' | 'request';
  /** Absent while credentials are fetched. */
  readonly operation?: RequestLogEntry['operation'] | undefined;
  /**
   * The account in the request, or `*` for all accounts. Absent for the caller's own account and while
   * credentials are fetched.
   */
  readonly accountId?: string | undefined;
  /** Whether the request has a filter. */
  readonly isFiltered?: boolean | undefined;
  readonly region: string;
  readonly profile: string;
  /** How to sign in; absent if the credentials do not come from a sign-in. */
  readonly signIn?: SignIn | undefined;
  /** Whether the keys are from the environment, so that editing a file does not change them. */
  readonly hasEnvironmentKeys?: boolean | undefined;
  /** Whether another region accepts the keys, and this one never has. */
  readonly areKeysAcceptedElsewhere?: boolean | undefined;
  /** The configured endpoint of AWS Backup. Absent if it is AWS's own, and while credentials are fetched. */
  readonly endpoint?: string | undefined;
  /** The remedy that opens the setting of that endpoint. Absent if there is no such endpoint. */
  readonly endpointRemedy?: Remedy | undefined;
  /** The remedy that opens the setting of root certificates. Absent if nothing is sent over a network. */
  readonly certificateRemedy?: Remedy | undefined;
}

/** The facts of an error from any source: the input of the failure table. */
export interface ErrorFacts extends FailureContext {
  /** The endpoint of the context, safe to show. */
  readonly endpoint?: string | undefined;
  /** For a service error, its type, not its `Code`. */
  readonly name: string;
  /** A code of Node or TLS, such as `ENOTFOUND`; empty if there is none. */
  readonly code: string;
  /** The error's own message, shortened and without secrets; empty if it says nothing. */
  readonly message: string;
  /** The HTTP status; undefined if there was no response. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** The host that could not be reached; empty if it is not known. */
  readonly host: string;
}

/** The facts of any error, even of a hostile one. */
export function errorFacts(error: unknown, context: FailureContext): ErrorFacts {
  const own = fieldsOf(error);
  const metadata = fieldsOf(own('$metadata'));
  const message = textOf(own('message')) || (error instanceof Error ? '' : textOf(error));
  // A credential provider that wraps an error keeps only its text, "Name: message".
  const isWrapped = context.phase === 'credentials' && textOf(own('name')) === 'CredentialsProviderError';
  const [, wrappedName] = (isWrapped && /^(\w+(?:Error|Exception)): /.exec(message)) || [];
  const [, wrappedCode, wrappedHost] =
    (isWrapped && /\b(E[A-Z]{3,}(?:_[A-Z]+)*)\b(?: ([\w.:[\]-]+))?/.exec(message)) || [];
  const status = metadata('httpStatusCode');
  const requestId = requestIdOf(error);
  return {
    ...context,
    endpoint: context.endpoint === undefined ? undefined : shownUrl(context.endpoint),
    // The fields of a service error come from the response, so they are hostile text.
    name: withoutSecrets(wrappedName ?? textOf(own('name')), maxNameLength),
    code: withoutSecrets(textOf(own('code')) || (wrappedCode ?? ''), maxNameLength),
    message: meaningOf(message),
    host: withoutSecrets(hostOf(own) || (wrappedHost ?? ''), maxHostLength),
    ...(typeof status === 'number' && { status }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** The code of a system error, such as `ENOENT`; empty if there is none. */
export function systemCodeOf(error: unknown): string {
  return textOf(fieldsOf(error)('code'));
}

/** How many times the SDK sent a request; undefined if it does not say. */
export function attemptsOf(outputOrError: unknown): number | undefined {
  const attempts = fieldsOf(fieldsOf(outputOrError)('$metadata'))('attempts');
  return typeof attempts === 'number' ? attempts : undefined;
}

/** The service's ID of a request; undefined if there was no response. */
export function requestIdOf(outputOrError: unknown): string | undefined {
  const requestId = textOf(fieldsOf(fieldsOf(outputOrError)('$metadata'))('requestId'));
  return textStart(requestId, 200) || undefined;
}

function fieldsOf(value: unknown): (name: string) => unknown {
  if (typeof value !== 'object' || value === null) return () => undefined;
  return (name) => (name in value ? (value as Record<string, unknown>)[name] : undefined);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The message, or empty if it is a placeholder of the SDK for "no message". */
function meaningOf(message: string): string {
  return /^(Unknown(Error)?|undefined|null)?$/.test(message.trim()) ? '' : withoutSecrets(message, 1000);
}

function hostOf(own: (name: string) => unknown): string {
  const port = own('port');
  const host = textOf(own('hostname')) || textOf(own('host')) || textOf(own('address'));
  return typeof port === 'number' ? `${host}:${port}` : host;
}

/** In characters. All known names and codes are shorter, and so is a DNS host with its port. */
const maxNameLength = 100;
const maxHostLength = 300;
