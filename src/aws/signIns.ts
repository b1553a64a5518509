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
 * Checks whether profiles need a sign-in, from the tokens that the AWS CLI has cached. Makes no request, and
 * reads each token once even if several profiles share it.
 */
export class SignIns {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  /** Whether the sign-in of a plan, or of the source of its role, is missing or has expired. */
  async isNeededFor(plan: CredentialPlan): Promise<boolean> {
    for (const one of planChain(plan)) {
      if (one.kind === 'sso') return this.#check(ssoTokenFile(one, this.#environment), isNeededForSso);
      if (one.kind === 'login') return this.#check(loginTokenFile(one, this.#environment), isNeededForLogin);
    }
    return false;
  }

  #check(file: string, isNeeded: (token: CachedToken) => boolean): Promise<boolean> {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const result = readCachedToken(file).then(isNeeded);
    this.#known.set(file, result);
    return result;
  }
}

function isNeededForSso(token: CachedToken): boolean {
  return millisecondsUntil(token['expiresAt']) <= 0 && !canRefresh(token);
}

function isNeededForLogin({ accessToken, refreshToken }: CachedToken): boolean {
  if (typeof accessToken !== 'object' || accessToken === null || !('expiresAt' in accessToken)) return true;
  return millisecondsUntil(accessToken.expiresAt) <= 0 && !refreshToken;
}
