import type { ServiceRequest } from './http.js';
import { ServiceError } from './serviceError.js';

/** Whose keys they are. */
export interface Principal {
  readonly accountId: string;
  /** As STS names it. */
  readonly arn: string;
}

/** Keys that were given out, for a time or for good. */
export interface IssuedKeys extends Principal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Epoch milliseconds; absent for good. */
  readonly expires?: number;
}

/** All keys that the service knows. Signatures are not looked at; that keys exist and are not expired is. */
export class KeyRing {
  readonly #now: () => number;
  readonly #keys = new Map<string, IssuedKeys>();

  constructor(now: () => number, keys: Iterable<IssuedKeys>) {
    this.#now = now;
    for (const one of keys) this.#keys.set(one.accessKeyId, one);
  }

  /** Makes keys that are good for so many seconds. */
  issue(principal: Principal, seconds: number): IssuedKeys & { readonly expires: number } {
    const place = String(this.#keys.size).padStart(12, '0');
    const keys = {
      ...principal,
      accessKeyId: `ASIA${place}`,
      secretAccessKey: `secret/of/session/${place}`,
      sessionToken: `tokenOfSession${place}`,
      expires: this.#now() + seconds * 1000,
    };
    this.#keys.set(keys.accessKeyId, keys);
    return keys;
  }

  /** Whose keys signed a request, and for which region. Throws AWS's errors for keys that it does not take. */
  signerOf(request: ServiceRequest): { readonly keys: IssuedKeys; readonly region: string } {
    const authorization = request.headers['authorization'] ?? '';
    const [, accessKeyId = '', region = ''] =
      /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\//.exec(authorization) ?? [];
    if (accessKeyId === '')
      throw new ServiceError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
    const keys = this.#keys.get(accessKeyId);
    if (keys === undefined || keys.sessionToken !== request.headers['x-amz-security-token'])
      throw unknownKeys();
    if (keys.expires !== undefined && keys.expires <= this.#now()) {
      const message = 'The security token included in the request is expired';
      throw new ServiceError('ExpiredTokenException', 403, message);
    }
    return { keys, region };
  }
}

/** What AWS says of keys that it does not know, and of any keys in a region that is not enabled. */
export function unknownKeys(): ServiceError {
  const message = 'The security token included in the request is invalid.';
  return new ServiceError('UnrecognizedClientException', 403, message);
}
