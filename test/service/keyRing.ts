import type { ServiceRequest } from '../../src/sample/http.js';
import { ServiceError } from '../../src/sample/serviceError.js';
import type { Principal } from '../../src/sample/sts.js';

/** Keys that were issued, with or without an expiration. */
export interface IssuedKeys extends Principal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Epoch milliseconds; absent if they do not expire. */
  readonly expires?: number;
}

/**
 * The keys that the service knows. Signatures are not verified, only that keys exist and have not expired.
 */
export class KeyRing {
  readonly #now: () => number;
  readonly #keys = new Map<string, IssuedKeys>();

  constructor(now: () => number, keys: Iterable<IssuedKeys>) {
    this.#now = now;
    for (const one of keys) this.#keys.set(one.accessKeyId, one);
  }

  /** Issues keys that are valid for this many seconds. */
  issue(principal: Principal, seconds: number): IssuedKeys & { readonly expires: number } {
    const serial = String(this.#keys.size).padStart(12, '0');
    const keys = {
      ...principal,
      accessKeyId: `ASIA${serial}`,
      secretAccessKey: `secret/of/session/${serial}`,
      sessionToken: `tokenOfSession${serial}`,
      expires: this.#now() + seconds * 1000,
    };
    this.#keys.set(keys.accessKeyId, keys);
    return keys;
  }

  /** The keys that signed a request, and the region. Throws AWS's errors for invalid keys. */
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

/** AWS's error for unknown keys, and for any keys in a region that is not enabled. */
export function unknownKeys(): ServiceError {
  const message = 'The security token included in the request is invalid.';
  return new ServiceError('UnrecognizedClientException', 403, message);
}
