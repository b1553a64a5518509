import { type CredentialPlan, planChain } from './config/credentialPlan.js';
import {
  type CachedToken,
  canRefresh,
  loginTokenFile,
  millisecondsUntil,
  readCachedToken,
  ssoTokenFile,
} from './credentials/cachedToken.js';

/**
 * Looks up whether somebody has to sign in before a profile can be used, by what the AWS CLI has left of
 * sign-ins: no request is made. Each sign-in is looked at once, however many profiles have it.
 */
export class SignIns {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #lookedAt = new Map<string, Promise<boolean>>();

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  /** Whether the sign-in of a plan, or of the one that its role is assumed from, has expired or never was. */
  async isNeededFor(plan: CredentialPlan): Promise<boolean> {
    for (const one of planChain(plan)) {
      if (one.kind === 'sso') return this.#lookAt(ssoTokenFile(one, this.#environment), isNeededForSso);
      if (one.kind === 'login') return this.#lookAt(loginTokenFile(one, this.#environment), isNeededForLogin);
    }
    return false;
  }

  #lookAt(file: string, isNeeded: (token: CachedToken) => boolean): Promise<boolean> {
    const known = this.#lookedAt.get(file);
    if (known !== undefined) return known;
    const look = readCachedToken(file).then(isNeeded);
    this.#lookedAt.set(file, look);
    return look;
  }
}

function isNeededForSso(token: CachedToken): boolean {
  return millisecondsUntil(token['expiresAt']) <= 0 && !canRefresh(token);
}

function isNeededForLogin({ accessToken, refreshToken }: CachedToken): boolean {
  if (typeof accessToken !== 'object' || accessToken === null || !('expiresAt' in accessToken)) return true;
  return millisecondsUntil(accessToken.expiresAt) <= 0 && !refreshToken;
}
