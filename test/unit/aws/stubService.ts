import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

/** Handles one request to the stub. */
export type StubAnswer = (outgoing: ServerResponse, incoming: IncomingMessage) => void;

/** A received request. */
export interface StubRequest {
  readonly method: string;
  /** The path and the query as they were sent. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An HTTP server on 127.0.0.1 with responses that a test sets. */
export interface StubService {
  readonly url: string;
  readonly requests: readonly StubRequest[];
  /** Sets the responses to the next requests. The last one is repeated. */
  answerWith(...answers: readonly StubAnswer[]): void;
  close(): Promise<void>;
}

/** Starts a stub that by default returns no jobs. With a certificate it uses TLS. */
export async function startStub(certificate?: { key: string; cert: string }): Promise<StubService> {
  const requests: StubRequest[] = [];
  let answers: readonly StubAnswer[] = [noJobs];
  const listener: RequestListener = async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const { headers, method = '', url = '' } = incoming;
    requests.push({ method, target: url, headers, body: Buffer.concat(chunks).toString() });
    const [answer = noJobs, ...rest] = answers;
    if (rest.length > 0) answers = rest;
    answer(outgoing, incoming);
  };
  const server =
    certificate === undefined ? createServer(listener) : createSecureServer(certificate, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    answerWith: (...next) => {
      answers = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A response with this body. */
export function answer(status: number, headers: Record<string, string>, body: string): StubAnswer {
  return (outgoing) => outgoing.writeHead(status, headers).end(body);
}

/** A JSON response with a request ID. */
export function json(body: unknown, status = 200): StubAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return answer(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'request-1' }, text);
}

/** An empty last page. */
const noJobs = json({ BackupJobs: [] });

/** An error in the format of AWS's JSON services. */
export function awsError(name: string, status: number, message: string): StubAnswer {
  const headers = { 'x-amzn-errortype': `${name}:http://internal/`, 'x-amzn-requestid': 'request-1' };
  return answer(status, headers, JSON.stringify({ message }));
}

/** An error in the format of STS. */
export function stsError(name: string, status: number, message: string): StubAnswer {
  const error = `<Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error>`;
  return answer(
    status,
    { 'content-type': 'text/xml' },
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${error}<RequestId>sts-1</RequestId></ErrorResponse>`,
  );
}

/** Never responds. */
export const hang: StubAnswer = () => {};

/** Breaks the connection before the response. */
export const reset: StubAnswer = (_, incoming) => incoming.socket.resetAndDestroy();

/** Starts the response, then stalls. */
export function stall(status: number): StubAnswer {
  return (outgoing) => {
    outgoing.writeHead(status, { 'content-length': '1000' });
    outgoing.write('{"BackupJobs": [');
  };
}

/** Breaks the connection within the response. */
export const cut: StubAnswer = (outgoing, incoming) => {
  outgoing.writeHead(200, { 'content-length': '1000' });
  outgoing.write('{"BackupJobs": [', () => incoming.socket.destroy());
};
