import http from 'node:http';
import https from 'node:https';
import { AnswerTooLargeError } from '../answerCaps.js';
import type { Credentials } from '../sharedCredentials.js';

/** What a service of this machine is asked with. */
export interface MachineRequest {
  readonly method: 'GET' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What a service of this machine has answered. */
export interface MachineAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks a service that gives credentials to a machine. Rejects where nobody answers for a second, and with an
 * {@link AnswerTooLargeError} for an answer that is longer than credentials are: no parser gets to see it.
 */
export function requestOfMachine(
  url: URL,
  { headers, method, signal }: MachineRequest,
): Promise<MachineAnswer> {
  const { request: send } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, headers, signal, timeout: maxSilenceMs }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.length > maxAnswer) incoming.destroy(new AnswerTooLargeError('bytes', maxAnswer));
      });
      incoming.once('error', reject);
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error('Nobody answers')));
    outgoing.once('error', reject).end();
  });
}

/** The credentials in an answer of a container's or an instance's service; undefined where there are none. */
export function machineCredentialsIn(text: string): Credentials | undefined {
  const {
    AccessKeyId: accessKeyId,
    Expiration,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
  } = fieldsIn(text);
  const expiration = new Date(String(Expiration));
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return undefined;
  if (typeof sessionToken !== 'string' || Number.isNaN(expiration.getTime())) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

/** The parser's own message quotes the text, which may be a secret. */
function fieldsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const given: unknown = JSON.parse(text);
    return typeof given === 'object' && given !== null ? { ...given } : {};
  } catch {
    return {};
  }
}

const maxSilenceMs = 1_000;
/** Characters. */
const maxAnswer = 64_000;
