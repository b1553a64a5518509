import { createServer, type IncomingMessage } from 'node:http';

/**
 * The AWS services that provide credentials, on 127.0.0.1. Each access key names all credentials that led to
 * it.
 */
export interface IdentifyingCloud {
  readonly url: string;
  /** The endpoint of AWS Backup for one caller, so that several can send requests at once. */
  backupOf(caller: string): string;
  /** Returns and forgets the keys that signed a caller's requests to AWS Backup: `KEY` or `KEY+TOKEN`. */
  takeSigners(caller: string): readonly string[];
  close(): Promise<void>;
}

/**
 * Starts STS, SSO, SSO OIDC, the container and the instance metadata service and AWS Backup behind one port.
 */
export async function startIdentifyingCloud(): Promise<IdentifyingCloud> {
  const signers = new Map<string, string[]>();
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const url = new URL(incoming.url ?? '/', 'http://cloud');
    const [, caller] = /^\/backup\/([^/]+)\/backup-jobs/.exec(url.pathname) ?? [];
    if (caller !== undefined) signers.set(caller, [...(signers.get(caller) ?? []), signerOf(incoming)]);
    const { body, status, type } =
      caller === undefined
        ? answerOf({ url, incoming, body: Buffer.concat(chunks).toString() })
        : json({ BackupJobs: [] });
    outgoing.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    url,
    backupOf: (caller) => `${url}/backup/${caller}`,
    takeSigners: (caller) => {
      const taken = signers.get(caller) ?? [];
      signers.delete(caller);
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface CloudRequest {
  readonly url: URL;
  readonly incoming: IncomingMessage;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function answerOf({ body, incoming, url }: CloudRequest): Answer {
  switch (url.pathname) {
    case '/':
      return answerOfSts(new URLSearchParams(body), incoming);
    case '/federation/credentials':
      return answerOfSso(url.searchParams, incoming);
    case '/container':
      return json(keysOf('CONTAINER'));
    case '/latest/api/token':
      return text('token');
    case '/latest/meta-data/iam/security-credentials/':
      return text('machine');
    case '/latest/meta-data/iam/security-credentials/machine':
      return json({ Code: 'Success', ...keysOf('INSTANCE') });
    default:
      return { ...text(''), status: 404 };
  }
}

function answerOfSso(parameters: URLSearchParams, incoming: IncomingMessage): Answer {
  const token = incoming.headers['x-amz-sso_bearer_token'];
  const keys = keysOf(`SSO_${parameters.get('account_id')}_${parameters.get('role_name')}_${token}`);
  const roleCredentials = {
    accessKeyId: keys.AccessKeyId,
    secretAccessKey: keys.SecretAccessKey,
    sessionToken: keys.Token,
    expiration: Date.parse(keys.Expiration),
  };
  return json({ roleCredentials });
}

function answerOfSts(parameters: URLSearchParams, incoming: IncomingMessage): Answer {
  const action = parameters.get('Action') ?? '';
  const role = parameters.get('RoleArn') ?? '';
  const name = role.split('/').pop() ?? '';
  const signer =
    action === 'AssumeRole'
      ? `ROLE_${name}_BY_${signerOf(incoming)}`
      : `WEB_${name}_BY_${parameters.get('WebIdentityToken')}`;
  // The real service refuses these, and the CLI does not even send them.
  if (!isValid(parameters)) return { ...text('<ErrorResponse/>'), status: 400, type: 'text/xml' };
  const keys = keysOf(signer);
  const credentials =
    `<AccessKeyId>${keys.AccessKeyId}</AccessKeyId><SecretAccessKey>${keys.SecretAccessKey}</SecretAccessKey>` +
    `<SessionToken>${keys.Token}</SessionToken><Expiration>${keys.Expiration}</Expiration>`;
  const user = '<Arn>arn:aws:sts::111122223333:assumed-role/r/s</Arn><AssumedRoleId>X:s</AssumedRoleId>';
  const result = `<Credentials>${credentials}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`;
  return {
    ...text(
      `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
    ),
    type: 'text/xml',
  };
}

/** Whether STS accepts the parameters. */
function isValid(parameters: URLSearchParams): boolean {
  return Object.entries(stsParameters).every(([name, pattern]) => {
    const value = parameters.get(name);
    return value === null || pattern.test(value);
  });
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const stsParameters: Readonly<Record<string, RegExp>> = {
  DurationSeconds: /^(900|[1-9]\d{3,})$/,
  ExternalId: /^[\w+=,.@:/-]{2,1224}$/,
  RoleArn: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  RoleSessionName: /^[\w+=,.@-]{2,64}$/,
  SerialNumber: /^[\w+=/:,.@-]{9,256}$/,
};

/** The access key in the signature, with `+TOKEN` if a session token is sent; empty without a signature. */
function signerOf({ headers }: IncomingMessage): string {
  const key = /Credential=([^/]*)\//.exec(headers.authorization ?? '')?.[1] ?? '';
  const token = headers['x-amz-security-token'];
  return token === undefined ? key : `${key}+${token}`;
}

function keysOf(key: string) {
  return {
    AccessKeyId: key,
    SecretAccessKey: 'secret',
    Token: 'token',
    Expiration: '2099-01-01T00:00:00Z',
  };
}

function json(body: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(body) };
}

function text(body: string): Answer {
  return { status: 200, type: 'text/plain', body };
}
