import http from 'node:http';
import https from 'node:https';
import { ResponseTooLargeError } from '../responseLimits.js';
import type { Credentials } from '../sharedCredentials.js';
import { parseFields } from './parseFields.js';

/** A request to a service of this machine. */
export interface MachineRequest {
  readonly method: 'GET' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The response of a service of this machine. */
export interface MachineResponse {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends a request to a service that provides credentials for this machine. Rejects after a second without a
 * response, and with a {@link ResponseTooLargeError} if the response is too long for credentials.
 */
export function requestOfMachine(
  url: URL,
  { headers, method, signal }: MachineRequest,
): Promise<MachineResponse> {
  const { request: send } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, headers, signal, timeout: maxSilenceMs }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.length > maxLength) incoming.destroy(new ResponseTooLargeError('bytes', maxLength));
      });
      incoming.once('error', reject);
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error('There is no response')));
    outgoing.once('error', reject).end();
  });
}

/** The credentials in the response of a container's or an instance's service; undefined if there are none. */
export function machineCredentialsIn(text: string): Credentials | undefined {
  const {
    AccessKeyId: accessKeyId,
    Expiration,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
  } = parseFields(text) ?? {};
  const expiration = new Date(String(Expiration));
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return undefined;
  if (typeof sessionToken !== 'string' || Number.isNaN(expiration.getTime())) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

const maxSilenceMs = 1_000;
/** In characters. */
const maxLength = 64_000;
