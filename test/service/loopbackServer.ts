import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isCutShort, type SampleService, type ServiceRequest } from '../../src/sample/http.js';

/** A service on 127.0.0.1. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, as `AWS_ENDPOINT_URL` and `--endpoint-url` take it. */
  readonly url: string;
  /** Closes all connections and the server. */
  close(): Promise<void>;
}

/**
 * Serves on 127.0.0.1, on a free port unless one is given, for the AWS CLI and other HTTP clients. If the
 * service rejects, the connection is reset.
 */
export async function startLoopbackServer(
  service: SampleService,
  options: { readonly port?: number } = {},
): Promise<LoopbackServer> {
  // Room for the long tokens and names that tests send in a query.
  const server = createServer({ maxHeaderSize: 1 << 20 }, (incoming, outgoing) => {
    serve(service, incoming, outgoing).catch(() => incoming.socket.resetAndDestroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  service: SampleService,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const disconnected = new AbortController();
  outgoing.once('close', () => disconnected.abort());
  const response = await service(await readRequest(incoming, disconnected.signal));
  if (outgoing.destroyed) return;
  outgoing.writeHead(response.statusCode, response.headers);
  if (!isCutShort(response)) outgoing.end(response.body);
  else outgoing.write(response.body, () => incoming.socket.destroy());
}

async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<ServiceRequest> {
  const url = new URL(`http://127.0.0.1${incoming.url ?? '/'}`);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: new Map(url.searchParams),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString(),
    signal,
  };
}
