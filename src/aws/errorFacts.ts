import type { Remedy } from '../jobs/jobSource.js';
import { withoutSecrets } from '../jobs/secrets.js';
import { shownUrl } from '../jobs/shownUrl.js';
import { textStart } from '../jobs/visibleText.js';
import type { SignIn } from './config/credentialPlan.js';
import type { RequestLogEntry } from './requestLog.js';

/** In which circumstances something failed. */
export interface FailureContext {
  /** Whether credentials were still being fetched, or the request itself was under way. */
  readonly phase: 'credentials' | 'request';
  /** Absent while credentials are fetched. */
  readonly operation?: RequestLogEntry['operation'] | undefined;
  /**
   * The account in the request, or `*` for all accounts; absent if it is the caller's own, and while
   * credentials are fetched.
   */
  readonly accountId?: string | undefined;
  /** Whether the request has a filter. */
  readonly isFiltered?: boolean | undefined;
  readonly region: string;
  readonly profile: string;
  /** How to sign in; absent where the credentials come from no sign-in. */
  readonly signIn?: SignIn | undefined;
  /** Whether the keys are those of the environment, which no edit of a file changes. */
  readonly hasEnvironmentKeys?: boolean | undefined;
  /**
   * The configured endpoint of AWS Backup; absent where it is AWS's own, and while credentials are fetched.
   */
  readonly endpoint?: string | undefined;
  /**
   * What leads to where that endpoint is set; absent where it is AWS's own, and while credentials are
   * fetched.
   */
  readonly endpointRemedy?: Remedy | undefined;
  /** What leads to where root certificates are named; absent where nothing is asked over a network. */
  readonly certificateRemedy?: Remedy | undefined;
}

/** What is known of an error, whoever threw it: what the failure table looks at. */
export interface ErrorFacts extends FailureContext {
  /** That of the context, as it may be shown. */
  readonly endpoint?: string | undefined;
  /** The error's name: for a service error its type, never its `Code`. */
  readonly name: string;
  /** Of Node and of TLS, such as `ENOTFOUND`; empty where there is none. */
  readonly code: string;
  /** The error's own words, without secrets and of a bounded length; empty where they say nothing. */
  readonly message: string;
  /** The HTTP status; undefined where no answer came. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Which host could not be reached, as far as it is known. */
  readonly host: string;
}

/** The facts of an error of any kind, hostile ones included. */
export function errorFacts(error: unknown, context: FailureContext): ErrorFacts {
  const own = fieldsOf(error);
  const metadata = fieldsOf(own('$metadata'));
  const message = textOf(own('message')) || (error instanceof Error ? '' : textOf(error));
  // A provider of credentials that wraps an error keeps of it but "Name: message".
  const isWrapped = context.phase === 'credentials' && textOf(own('name')) === 'CredentialsProviderError';
  const [, wrappedName] = (isWrapped && /^(\w+(?:Error|Exception)): /.exec(message)) || [];
  const [, wrappedCode, wrappedHost] =
    (isWrapped && /\b(E[A-Z]{3,}(?:_[A-Z]+)*)\b(?: ([\w.:[\]-]+))?/.exec(message)) || [];
  const status = metadata('httpStatusCode');
  const requestId = requestIdOf(error);
  return {
    ...context,
    endpoint: context.endpoint === undefined ? undefined : shownUrl(context.endpoint),
    // What a service answers becomes fields of the error: none of them is to be trusted.
    name: withoutSecrets(wrappedName ?? textOf(own('name')), maxNameLength),
    code: withoutSecrets(textOf(own('code')) || (wrappedCode ?? ''), maxNameLength),
    message: meaningOf(message),
    host: withoutSecrets(hostOf(own) || (wrappedHost ?? ''), maxHostLength),
    ...(typeof status === 'number' && { status }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** How often the SDK sent a request; undefined where it does not tell. */
export function attemptsOf(answerOrError: unknown): number | undefined {
  const attempts = fieldsOf(fieldsOf(answerOrError)('$metadata'))('attempts');
  return typeof attempts === 'number' ? attempts : undefined;
}

/** The service's id of a request that was answered; undefined where there is none. */
export function requestIdOf(answerOrError: unknown): string | undefined {
  const requestId = textOf(fieldsOf(fieldsOf(answerOrError)('$metadata'))('requestId'));
  return textStart(requestId, 200) || undefined;
}

function fieldsOf(value: unknown): (name: string) => unknown {
  if (typeof value !== 'object' || value === null) return () => undefined;
  return (name) => (name in value ? (value as Record<string, unknown>)[name] : undefined);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The SDK's placeholders for "no message" mean nothing to a person. */
function meaningOf(message: string): string {
  return /^(Unknown(Error)?|undefined|null)?$/.test(message.trim()) ? '' : withoutSecrets(message, 1000);
}

function hostOf(own: (name: string) => unknown): string {
  const port = own('port');
  const host = textOf(own('hostname')) || textOf(own('host')) || textOf(own('address'));
  return typeof port === 'number' ? `${host}:${port}` : host;
}

/** Characters: more than any known name or code has, and than a host of the DNS and its port. */
const maxNameLength = 100;
const maxHostLength = 300;
